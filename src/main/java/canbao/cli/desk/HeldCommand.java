package canbao.cli.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub held}: batches that wait for a person. */
@Command(
        name = "held",
        description =
                "待核批次：查看会发生什么、申请、由另一人批准或驳回 / batches that wait for a person: look, ask, and somebody else decides",
        synopsisSubcommandLabel = "COMMAND")
public final class HeldCommand {
    private static final String BATCH = "批次号 / the batch's number";

    @Command(name = "list", description = "列出待核批次 / list batches that wait")
    int list(
            @Mixin DeskOptions options,
            @Option(names = "--after", defaultValue = "0", description = "从该批次之后 / after this batch") long after,
            @Option(names = "--limit", defaultValue = "50", description = "最多几条 / at most") int limit) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("batch", "批次/batch");
        columns.put("feed", "数据/feed");
        columns.put("asOf", "截至/as of");
        columns.put("hold", "状态/hold");
        columns.put("added", "新增/added");
        columns.put("changed", "变更/changed");
        columns.put("withdrawals", "退出/withdrawals");
        columns.put("askedBy", "申请人/asked by");
        columns.put("reason", "原因/reason");
        return options.get(
                "/held?after=" + after + "&limit=" + limit,
                answer -> Table.print(answer.getJsonArray("held"), columns));
    }

    @Command(name = "show", description = "会发生什么、影响谁（掩码）/ what would happen, and to whom (masked)")
    int show(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "BATCH", description = BATCH) long batch,
            @Option(names = "--kind", defaultValue = "", description = "added、changed 或 withdrawn") String kind,
            @Option(names = "--after", defaultValue = "0", description = "跳过几人 / pass over so many") int after,
            @Option(names = "--limit", defaultValue = "50", description = "最多几人 / at most") int limit) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("kind", "变化/kind");
        columns.put("line", "行/line");
        columns.put("name", "姓名/name");
        columns.put("certificate", "证件/certificate");
        columns.put("person", "人员/person");
        columns.put("scope", "范围/scope");
        return options.get(
                "/held/" + batch + "?after=" + after + "&limit=" + limit
                        + (kind.isEmpty() ? "" : "&kind=" + DeskOptions.encoded(kind)),
                answer -> {
                    Table.print(answer);
                    Table.print(answer.getJsonArray("people"), columns);
                });
    }

    @Command(name = "ask", description = "申请按所示执行 / ask that it be applied as shown")
    int ask(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "BATCH", description = BATCH) long batch,
            @Option(
                            names = "--digest",
                            required = true,
                            description = "held show 给出的摘要 / the digest that held show gave")
                    String digest,
            @Mixin DeskOptions.Reason reason) {
        return options.post("/held/" + batch + "/ask", reason.body().put("digest", digest), Table::print);
    }

    @Command(name = "approve", description = "批准（不能是申请人）/ approve, not by who has asked")
    int approve(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "BATCH", description = BATCH) long batch,
            @Mixin DeskOptions.Reason reason) {
        return options.post("/held/" + batch + "/approve", reason.body(), Table::print);
    }

    @Command(name = "refuse", description = "驳回（不能是申请人）/ refuse, not by who has asked")
    int refuse(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "BATCH", description = BATCH) long batch,
            @Mixin DeskOptions.Reason reason) {
        return options.post("/held/" + batch + "/refuse", reason.body(), Table::print);
    }
}
