package canbao.cli.feed;

import canbao.feed.check.BatchCheck.Verdict;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ControlTerms;
import canbao.feed.field.Column;
import canbao.model.batch.Applied;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** A check in words, Chinese and English, with masked values only. */
final class CheckText implements CheckReport {
    private static final int MOST_NAMED = 20;

    private final PrintWriter out;
    private final Contract contract;
    /** Rejected rows by column and rule. */
    private final Map<String, Integer> counts = new TreeMap<>();

    CheckText(PrintWriter out, Contract contract) {
        this.out = out;
        this.contract = contract;
    }

    @Override
    public void rejection(Rejection rejection) {
        String part = rejection.part() == 1 ? "" : "第%d部分 / part %d, ".formatted(rejection.part(), rejection.part());
        String field = field(rejection.field());
        out.printf("✗ %s第%d行 / line %d：%s", part, rejection.line(), rejection.line(), field);
        out.printf("  [%s]  %s%n", rejection.maskedValue(), rejection.rule());
        out.printf("    %s%n", rejection.fix());
        counts.merge((field.isEmpty() ? "" : field + " ") + rejection.rule(), 1, Integer::sum);
    }

    @Override
    public void verdict(Verdict verdict, boolean compared) {
        if (counts.size() > 1 || verdict.rejected() > MOST_NAMED) {
            out.println("归类 / by column and rule:");
            counts.forEach((what, count) -> out.printf("  %7d × %s%n", count, what));
        }
        out.printf(
                "合同 / contract %s v%d：%d 行 / rows，%d 条可用 / accepted，%d 条不可用 / rejected%n",
                verdict.contract().feed(),
                verdict.contract().version(),
                verdict.rows(),
                verdict.accepted(),
                verdict.rejected());
        verdict.refusal().ifPresent(refusal -> refused("整批退回 / the whole batch is refused", refusal));
        verdict.previousRefusal().ifPresent(refusal -> refused("上一期文件整批退回 / the previous file is refused", refusal));
        contested(verdict.applied());
        if (compared && verdict.refusal().isEmpty() && verdict.previousRefusal().isEmpty()) {
            changes(verdict.applied(), verdict.contract());
        }
        toSay(verdict);
    }

    @Override
    public void close() {
        out.flush();
    }

    private void refused(String what, Refusal refusal) {
        out.printf("✗ %s：%s（%s）%n    %s%n", what, refusal.rule(), refusal.place(), refusal.fix());
    }

    private void contested(Applied applied) {
        if (applied.contested().isEmpty()) {
            return;
        }
        out.println("✗ 同一主键出现两次而内容不同，这些行都不采用 / one key twice with different content, none of these rows is used:");
        applied.contested().stream()
                .limit(MOST_NAMED)
                .forEach(each -> out.printf(
                        "    第%d行和第%d行 / lines %d and %d%n",
                        each.firstLine(), each.line(), each.firstLine(), each.line()));
        if (applied.contested().size() > MOST_NAMED) {
            out.printf("    … %d%n", applied.contested().size());
        }
    }

    private void changes(Applied applied, Contract by) {
        out.printf(
                "与上一期相比 / against the previous file：新增 / added %d，变更 / changed %d，退出 / withdrawn %d，不变 / unchanged %d%n",
                applied.added(), applied.changed(), applied.withdrawn(), applied.unchanged());
        if (applied.stale() > 0) {
            out.printf(
                    "  %d 条比上一期旧，只作历史 / %d rows are older and become history only%n", applied.stale(), applied.stale());
        }
        if (applied.heldWithdrawals() > 0) {
            out.printf(
                    "  %d 人的退出暂缓：有主键读不出或有争议 / %d withdrawals would wait: a key is unreadable or contested%n",
                    applied.heldWithdrawals(), applied.heldWithdrawals());
        }
        if (applied.held()) {
            String share = "%.1f %%".formatted(by.limits().maxWithdrawShare() * 100);
            out.printf(
                    "  ! 退出人数超过约定的 %s，整批会挂起待人核对：文件是否不完整？ / more than the agreed %s would be withdrawn: a person must approve it. Is the file complete?%n",
                    share, share);
        }
    }

    /** What the contract wants to be told with the batch. */
    private void toSay(Verdict verdict) {
        ControlTerms control = verdict.contract().checks().control();
        if (control.rowsRequired()) {
            out.printf("报送时须说明行数 / say with the batch how many rows it has: %d%n", verdict.rows());
        }
        if (control.sumRequired()) {
            String column = field(String.valueOf(control.sumColumn()));
            out.printf("报送时须说明合计 / say with the batch the sum of: %s%n", column);
        }
        if (control.digestRequired()) {
            out.println("报送时须说明SM3摘要 / say with the batch its SM3 digest");
        }
    }

    private String field(String name) {
        int at = contract.position(name);
        Column column = at < 0 ? null : contract.columns().get(at);
        return column == null || column.header().equals(name) ? name : column.header() + "（" + name + "）";
    }
}
