package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Leads: people who may be entitled and are on nobody's list. */
@Command(
        name = "lead",
        description = "民政核查线索：列出、查看、办结 / leads to civil affairs: list, show, close",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LeadCommand.ListCommand.class, LeadCommand.Show.class, LeadCommand.Close.class})
public final class LeadCommand {
    private LeadCommand() {}

    @Command(name = "list", description = "列出线索，号码小的在前 / leads by their number")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--state", description = "OPEN、SENT、CLOSED；缺省全部 / by default all")
        private String state = "";

        @Option(
                names = "--reason",
                description = "HIGH_COST、ORPHAN、DISABLED_PUPIL、SEVERE_DISABILITY；缺省全部 / by default all")
        private String reason = "";

        @Option(names = "--after", description = "从此编号之后 / after this number")
        private long after;

        @Option(names = "--limit", description = "至多几条 / at most (${DEFAULT-VALUE})")
        private int limit = 100;

        @Override
        public Integer call() {
            String query =
                    "?state=" + encoded(state) + "&reason=" + encoded(reason) + "&after=" + after + "&limit=" + limit;
            return desk.ask(client -> client.get("/leads" + query), found -> {
                JsonArray leads = found.getJsonArray("leads");
                if (leads.isEmpty()) {
                    System.out.println("没有线索 / no leads");
                }
                for (int i = 0; i < leads.size(); i++) {
                    print(leads.getJsonObject(i));
                }
                if (leads.size() == limit) {
                    System.out.println(
                            "… --after " + leads.getJsonObject(limit - 1).getLong("id"));
                }
            });
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Command(name = "show", description = "一条线索及其依据 / one lead, and what it rests on")
    static final class Show implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "LEAD", description = "线索编号 / the lead's number")
        private long lead;

        @Override
        public Integer call() {
            return desk.ask(client -> client.get("/leads/" + lead), found -> {
                print(found);
                System.out.println("    依据 / evidence: " + found.getString("evidence"));
                line("发现 / opened", found.getString("openedAt"));
                line("告知民政 / civil affairs told", found.getString("sentAt"));
                line("办结 / closed", found.getString("closedAt"));
                line("由 / by", found.getString("closedBy"));
                line("说明 / note", found.getString("note"));
            });
        }
    }

    @Command(name = "close", description = "人工办结一条线索 / close a lead by hand")
    static final class Close implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "LEAD", description = "线索编号 / the lead's number")
        private long lead;

        @Option(names = "--reason", required = true, description = "理由，不写号码和姓名 / why; no numbers, no names")
        private String reason = "";

        @Override
        public Integer call() {
            JsonObject body = new JsonObject().put("reason", reason);
            return desk.ask(
                    client -> client.post("/leads/" + lead + "/close", body),
                    done -> System.out.println("已办结 / closed " + done.getLong("lead")));
        }
    }

    private static void line(String heading, @Nullable String value) {
        if (value != null) {
            System.out.println("    " + heading + ": " + value);
        }
    }

    private static void print(JsonObject lead) {
        JsonObject why = lead.getJsonObject("why");
        String result = lead.getString("result");
        System.out.printf(
                "%d  %s%s  %s %s  %s%n    %s / %s%n",
                lead.getLong("id"),
                lead.getString("state"),
                result == null ? "" : " " + result,
                lead.getString("name", ""),
                lead.getString("certificate", ""),
                lead.getString("person"),
                why.getString("zh"),
                why.getString("en"));
    }
}
