package canbao.feed.offer;

import canbao.feed.contract.CatalogueEntry;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ControlTerms;
import canbao.feed.contract.Household;
import canbao.feed.contract.RowRule;
import canbao.feed.field.Column;
import canbao.feed.format.Format;
import canbao.feed.rhythm.Rhythm;
import canbao.model.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A contract in words, Chinese and English. */
final class ContractPage {
    private final Contract contract;
    private final SampleShape shape;
    private final SampleRow example;
    private final Page page = new Page();

    private ContractPage(SampleShape shape, SampleRow example) {
        this.contract = shape.contract;
        this.shape = shape;
        this.example = example;
    }

    static Page of(SampleShape shape, SampleRow example) {
        ContractPage made = new ContractPage(shape, example);
        made.terms();
        made.columns();
        made.rows();
        made.batch();
        Connecting.add(made.page, shape.contract);
        return made.page;
    }

    private void terms() {
        Contract.Terms terms = contract.terms();
        page.heading(1, "数据对接说明 / How to connect: " + terms.feed() + " v" + terms.version());
        Rhythm rhythm = terms.rhythm();
        String owner = rhythm == null || rhythm.owner().isEmpty() ? "" : "（" + rhythm.owner() + "）";
        page.table(
                List.of("约定 / agreed", ""),
                List.of(
                        List.of("提供单位 / sent by", terms.owner()),
                        List.of("法律依据 / legal basis", terms.legalBasis()),
                        List.of("用途 / purpose", terms.purpose()),
                        List.of("目录与审批 / catalogue and approval", catalogue(terms.catalogue())),
                        List.of("敏感级别 / sensitivity", terms.sensitivity().name()),
                        List.of("保存期限 / kept for", terms.retention().toString()),
                        List.of("频率 / rhythm", rhythm == null ? "未约定 / none agreed" : rhythm.words() + owner),
                        List.of("方式 / mode", mode()),
                        List.of("格式 / form", form())));
    }

    private static String catalogue(CatalogueEntry entry) {
        if (entry.missing().size() == 3) {
            return "未填 / not filled in";
        }
        String until = entry.expires() == null ? "" : "；自 " + entry.expires() + " 起停止共享 / shared until that day";
        return (entry.id() + " " + entry.approval()).strip() + until;
    }

    private String mode() {
        if (contract.mode() == Mode.DELTA) {
            return "增量：只报变化，同一主键以较新的为准 / increments: send what changes, the newer row of a key counts";
        }
        String scope = contract.rows().scopeColumn();
        return scope == null
                ? "全量：每次都是整个名单，名单里没有的视为退出 / whole list each time: who is not in it counts as withdrawn"
                : "全量，按“%s”各自替换：同一%s内没有报的视为退出，没有报到的%s不受影响 / whole list of each %s it names: others are left alone"
                        .formatted(header(scope), header(scope), header(scope), scope);
    }

    private String form() {
        Format format = contract.delivery().format();
        String charset = format.charset() == null
                ? "UTF-8 或 / or GB18030"
                : format.charset().name();
        String delimiter = format.delimiter() == Format.DETECT
                ? "逗号等 / comma or other"
                : "“" + (format.delimiter() < ' ' ? "\\u%04x".formatted((int) format.delimiter()) : format.delimiter())
                        + "”";
        String accepted = format.accepts().stream().sorted().map(Enum::name).collect(Collectors.joining("、"));
        return "接受 / taken: %s；文本编码 / charset of text: %s；分隔符 / delimiter: %s".formatted(accepted, charset, delimiter);
    }

    private void columns() {
        page.heading(2, "列 / Columns");
        List<List<String>> rows = new ArrayList<>();
        for (Column column : contract.columns()) {
            boolean constant = column.headers().isEmpty();
            rows.add(List.of(
                    constant ? "（不报送 / not sent）" : column.header(),
                    constant
                            ? ""
                            : String.join(
                                    "、",
                                    column.headers().subList(1, column.headers().size())),
                    ColumnWords.type(column),
                    constant ? "固定值 / constant" : ColumnWords.required(column),
                    ColumnWords.values(column),
                    constant ? "" : example(column)));
        }
        page.table(
                List.of(
                        "表头 / header",
                        "也认 / also known as",
                        "类型 / type",
                        "必填 / required",
                        "取值 / values",
                        "示例 / example"),
                rows);
        page.paragraph(
                contract.delivery().refuseUnknown()
                        ? "表头里不能有约定以外的列。 / Columns that are not listed refuse the batch."
                        : "约定以外的列会被忽略，不保存。 / Columns that are not listed are passed over and not kept.");
        Household household = contract.checks().household();
        if (household != null) {
            page.paragraph(("一户一行，最多 %d 名成员：{n} 为 1 起的序号；JSON 用数组 “%s”。 / One row a household of at most %d members:"
                            + " {n} counts from 1; in JSON the array \"%s\".")
                    .formatted(household.max(), shape.array(), household.max(), shape.array()));
        }
    }

    private String example(Column column) {
        if (column.use().member()) {
            return example.members().isEmpty()
                    ? ""
                    : example.members().getFirst().getOrDefault(column.name(), "");
        }
        return example.value(column.header());
    }

    private void rows() {
        page.heading(2, "行 / Rows");
        List<String> items = new ArrayList<>();
        String key = contract.rows().key().stream().map(this::header).collect(Collectors.joining(" + "));
        items.add("主键 / key: " + key + "。同一主键出现两次而内容不同，都不采用。 / One key twice with different content: none is used.");
        for (RowRule rule : contract.checks().rules()) {
            items.add(rule.rule() + ": " + rule.fix());
        }
        items.add(
                "不合格的行单独退回，不影响其他行；更正后重报该行即可。 / A row that cannot be used comes back alone and stops none of the others.");
        page.bullets(items);
    }

    private void batch() {
        page.heading(2, "整批 / Batches");
        Contract.Limits limits = contract.limits();
        List<String> items = new ArrayList<>();
        items.add(
                "少于 %d 行或多于 %d 行、大于 %d 字节，整批退回。 / Fewer than %d or more than %d rows, or more than %d bytes, refuse the batch."
                        .formatted(
                                limits.minRows(),
                                limits.maxRows(),
                                limits.maxBytes(),
                                limits.minRows(),
                                limits.maxRows(),
                                limits.maxBytes()));
        if (limits.maxRejectShare() < 1) {
            items.add("不合格的行超过 %s，整批退回。 / More unusable rows than %s refuse the batch."
                    .formatted(percent(limits.maxRejectShare()), percent(limits.maxRejectShare())));
        }
        items.add(
                limits.blankKey() == Contract.BlankKey.REFUSE
                        ? "有一行主键为空，整批退回。 / One row with a blank key refuses the batch."
                        : "主键为空的行退回，本批的退出暂缓。 / A row with a blank key comes back, and the batch's withdrawals wait.");
        if (contract.mode() == Mode.SNAPSHOT) {
            items.add(
                    "退出超过 %s 时整批挂起，等人核对。不合格的行所指的人不会被视为退出。 / More than %s withdrawn: the batch waits for a person. Whom an unusable row names is not withdrawn."
                            .formatted(percent(limits.maxWithdrawShare()), percent(limits.maxWithdrawShare())));
        }
        control(items);
        if (contract.delivery().asOf().fileName() != null) {
            items.add("文件名须符合 / the file's name must match: "
                    + contract.delivery().asOf().fileName() + "（asOf = 数据日期 yyyyMMdd / its day）");
        }
        page.bullets(items);
    }

    private void control(List<String> items) {
        ControlTerms control = contract.checks().control();
        if (control.rowsRequired()) {
            items.add("必须说明行数 / the number of rows must be said: X-Canbao-Rows");
        }
        if (control.sumColumn() != null) {
            items.add("“%s”合计 / the sum of it: X-Canbao-Sum%s"
                    .formatted(header(control.sumColumn()), control.sumRequired() ? "（必须 / required）" : ""));
        }
        ControlTerms.Trailer trailer = control.trailer();
        if (trailer != null) {
            items.add(
                    "最后一行可为合计行：第1格“%s”，第%d格行数%s。 / The last row may add up the others: cell 1 is that word, cell %d the rows."
                            .formatted(
                                    trailer.marker(),
                                    trailer.rows(),
                                    trailer.sum() > 0 ? "，第" + trailer.sum() + "格合计" : "",
                                    trailer.rows()));
        }
    }

    private String header(String name) {
        int at = contract.position(name);
        return at < 0 ? name : contract.columns().get(at).header();
    }

    private static String percent(double share) {
        return "%s %%".formatted(Math.round(share * 1000) / 10.0);
    }
}
