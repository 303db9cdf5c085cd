package canbao.cli.money;

import canbao.cli.desk.DeskOptions;
import canbao.cli.desk.Table;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Differences between the ledger and what the insurer and the tax bureau say. */
@Command(
        name = "recon",
        description = "与医保、税务对账：找出差异并冻结、指派、办结 / compare with the insurer and the tax bureau: freeze, assign, close",
        synopsisSubcommandLabel = "COMMAND")
public final class ReconCommand {
    private static final String NUMBER = "差异编号 / the difference's number";

    @Command(
            name = "run",
            description = "对账一次；新差异冻结个案，消失的自动办结 / compare once: what differs is frozen, what is gone is closed")
    int run(
            @Mixin DeskOptions desk,
            @Option(names = "--year", required = true, description = "参保年度 / the coverage year") int year,
            @Option(
                            names = "--grace",
                            paramLabel = "DAYS",
                            defaultValue = "3",
                            description = "这么多天内的指令和变动视为在途 / what is younger is under way (${DEFAULT-VALUE})")
                    int grace) {
        JsonObject body = new JsonObject().put("year", year).put("graceDays", grace);
        return desk.post(
                "/recon/runs",
                body,
                ran -> System.out.printf(
                        "对账 / run %d：比对 / compared %d，新差异 / new %d，未办结 / open %d，已消失 / gone %d%n",
                        ran.getLong("run"),
                        ran.getLong("compared"),
                        ran.getLong("opened"),
                        ran.getLong("stillOpen"),
                        ran.getLong("gone")));
    }

    @Command(name = "list", description = "列出差异 / list differences")
    int list(
            @Mixin DeskOptions desk,
            @Option(
                            names = "--state",
                            defaultValue = "OPEN",
                            description = "OPEN、CLOSED；缺省 OPEN，ALL 为全部 / by default OPEN, ALL for both")
                    String state,
            @Option(
                            names = "--kind",
                            defaultValue = "",
                            description =
                                    "WE_SAY_INSURED_THEY_DO_NOT、THEY_SAY_INSURED_WE_DO_NOT、AMOUNT_DIFFERS；缺省全部 / by default all")
                    String kind,
            @Option(names = "--assignee", defaultValue = "", description = "指派给谁的 / of whom") String assignee,
            @Mixin DeskOptions.Numbered page) {
        String states = state.equalsIgnoreCase("ALL") ? "" : state;
        return desk.get(
                page.of("/recon", "state", states, "kind", kind, "assignee", assignee),
                found -> Table.each(found.getJsonArray("differences"), "没有差异 / no differences", ReconCommand::print));
    }

    @Command(name = "show", description = "一条差异 / one difference")
    int show(@Mixin DeskOptions desk, @Parameters(paramLabel = "DIFFERENCE", description = NUMBER) long difference) {
        return desk.get("/recon/" + difference, found -> {
            print(found);
            if (found.getString("note") != null) {
                System.out.println("    " + found.getString("closedBy") + "：" + found.getString("note"));
            }
        });
    }

    @Command(name = "assign", description = "指派 / assign")
    int assign(
            @Mixin DeskOptions desk,
            @Parameters(paramLabel = "DIFFERENCE", description = NUMBER) long difference,
            @Option(names = "--to", required = true, description = "账号或科室 / an account or an office") String to) {
        return desk.post(
                "/recon/" + difference + "/assign",
                new JsonObject().put("to", to),
                done -> System.out.println("已指派 / assigned " + done.getLong("difference")));
    }

    @Command(name = "close", description = "办结并解冻，重新决定该个案 / close: the case thaws and is decided anew")
    int close(
            @Mixin DeskOptions desk,
            @Parameters(paramLabel = "DIFFERENCE", description = NUMBER) long difference,
            @Mixin DeskOptions.Reason reason) {
        return desk.post(
                "/recon/" + difference + "/close",
                reason.body(),
                done -> System.out.println("已办结 / closed " + done.getLong("difference")));
    }

    private static void print(JsonObject difference) {
        JsonObject why = difference.getJsonObject("why");
        String result = difference.getString("result");
        String assignee = difference.getString("assignee");
        System.out.printf(
                "%d  %s%s  %s %s  %s  %d%n    %s / %s%n    我方 / ours: %s  %s: %s%s%n",
                difference.getLong("difference"),
                difference.getString("state"),
                result == null ? "" : " " + result,
                difference.getString("name", ""),
                difference.getString("certificate", ""),
                difference.getString("person"),
                difference.getInteger("coverageYear"),
                why.getString("zh"),
                why.getString("en"),
                difference.getString("ours"),
                difference.getString("source"),
                difference.getString("theirs"),
                assignee == null ? "" : "  → " + assignee);
    }
}
