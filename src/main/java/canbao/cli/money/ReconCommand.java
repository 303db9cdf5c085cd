package canbao.cli.money;

import canbao.cli.desk.DeskOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Differences between the ledger and what the insurer and the tax bureau say. */
@Command(
        name = "recon",
        description = "与医保、税务对账：找出差异并冻结、指派、办结 / compare with the insurer and the tax bureau: freeze, assign, close",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ReconCommand.Run.class,
            ReconCommand.ListCommand.class,
            ReconCommand.Show.class,
            ReconCommand.Assign.class,
            ReconCommand.Close.class
        })
public final class ReconCommand {
    private static final String NUMBER = "差异编号 / the difference's number";

    private ReconCommand() {}

    @Command(
            name = "run",
            description = "对账一次；新差异冻结个案，消失的自动办结 / compare once: what differs is frozen, what is gone is closed")
    static final class Run implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--year", required = true, description = "参保年度 / the coverage year")
        private int year;

        @Option(
                names = "--grace",
                paramLabel = "DAYS",
                description = "这么多天内的指令和变动视为在途 / what is younger is under way (${DEFAULT-VALUE})")
        private int grace = 3;

        @Override
        public Integer call() {
            JsonObject body = new JsonObject().put("year", year).put("graceDays", grace);
            return desk.ask(
                    client -> client.post("/recon/runs", body),
                    ran -> System.out.printf(
                            "对账 / run %d：比对 / compared %d，新差异 / new %d，未办结 / open %d，已消失 / gone %d%n",
                            ran.getLong("run"),
                            ran.getLong("compared"),
                            ran.getLong("opened"),
                            ran.getLong("stillOpen"),
                            ran.getLong("gone")));
        }
    }

    @Command(name = "list", description = "列出差异 / list differences")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--state", description = "OPEN、CLOSED；缺省 OPEN，ALL 为全部 / by default OPEN, ALL for both")
        private String state = "OPEN";

        @Option(
                names = "--kind",
                description =
                        "WE_SAY_INSURED_THEY_DO_NOT、THEY_SAY_INSURED_WE_DO_NOT、AMOUNT_DIFFERS；缺省全部 / by default all")
        private String kind = "";

        @Option(names = "--assignee", description = "指派给谁的 / of whom")
        private String assignee = "";

        @Option(names = "--after", description = "从此编号之后 / after this number")
        private long after;

        @Option(names = "--limit", description = "至多几条 / at most (${DEFAULT-VALUE})")
        private int limit = 100;

        @Override
        public Integer call() {
            String query = "?state=" + (state.equalsIgnoreCase("ALL") ? "" : encoded(state)) + "&kind=" + encoded(kind)
                    + "&assignee=" + encoded(assignee) + "&after=" + after + "&limit=" + limit;
            return desk.ask(client -> client.get("/recon" + query), found -> {
                JsonArray differences = found.getJsonArray("differences");
                if (differences.isEmpty()) {
                    System.out.println("没有差异 / no differences");
                }
                for (int i = 0; i < differences.size(); i++) {
                    print(differences.getJsonObject(i));
                }
            });
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Command(name = "show", description = "一条差异 / one difference")
    static final class Show implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "DIFFERENCE", description = NUMBER)
        private long difference;

        @Override
        public Integer call() {
            return desk.ask(client -> client.get("/recon/" + difference), found -> {
                print(found);
                if (found.getString("note") != null) {
                    System.out.println("    " + found.getString("closedBy") + "：" + found.getString("note"));
                }
            });
        }
    }

    @Command(name = "assign", description = "指派 / assign")
    static final class Assign implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "DIFFERENCE", description = NUMBER)
        private long difference;

        @Option(names = "--to", required = true, description = "账号或科室 / an account or an office")
        private String to = "";

        @Override
        public Integer call() {
            JsonObject body = new JsonObject().put("to", to);
            return desk.ask(
                    client -> client.post("/recon/" + difference + "/assign", body),
                    done -> System.out.println("已指派 / assigned " + done.getLong("difference")));
        }
    }

    @Command(name = "close", description = "办结并解冻，重新决定该个案 / close: the case thaws and is decided anew")
    static final class Close implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "DIFFERENCE", description = NUMBER)
        private long difference;

        @Option(names = "--reason", required = true, description = "理由，不写个人信息 / the reason, without personal data")
        private String reason = "";

        @Override
        public Integer call() {
            JsonObject body = new JsonObject().put("reason", reason);
            return desk.ask(
                    client -> client.post("/recon/" + difference + "/close", body),
                    done -> System.out.println("已办结 / closed " + done.getLong("difference")));
        }
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
