package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Leads: people who may be entitled and are on nobody's list. */
@Command(
        name = "lead",
        description = "民政核查线索：列出、查看、办结 / leads to civil affairs: list, show, close",
        synopsisSubcommandLabel = "COMMAND")
public final class LeadCommand {
    private static final String NUMBER = "线索编号 / the lead's number";

    @Command(name = "list", description = "列出线索，号码小的在前 / leads by their number")
    int list(
            @Mixin DeskOptions desk,
            @Option(names = "--state", defaultValue = "", description = "OPEN、SENT、CLOSED；缺省全部 / by default all")
                    String state,
            @Option(
                            names = "--reason",
                            defaultValue = "",
                            description = "HIGH_COST、ORPHAN、DISABLED_PUPIL、SEVERE_DISABILITY；缺省全部 / by default all")
                    String reason,
            @Mixin DeskOptions.Numbered page) {
        return desk.get(page.of("/leads", "state", state, "reason", reason), found -> {
            JsonArray leads = found.getJsonArray("leads");
            Table.each(leads, "没有线索 / no leads", LeadCommand::print);
            if (leads.size() == page.limit()) {
                System.out.println(
                        "… --after " + leads.getJsonObject(leads.size() - 1).getLong("id"));
            }
        });
    }

    @Command(name = "show", description = "一条线索及其依据 / one lead, and what it rests on")
    int show(@Mixin DeskOptions desk, @Parameters(paramLabel = "LEAD", description = NUMBER) long lead) {
        return desk.get("/leads/" + lead, found -> {
            print(found);
            System.out.println("    依据 / evidence: " + found.getString("evidence"));
            line("发现 / opened", found.getString("openedAt"));
            line("告知民政 / civil affairs told", found.getString("sentAt"));
            line("办结 / closed", found.getString("closedAt"));
            line("由 / by", found.getString("closedBy"));
            line("说明 / note", found.getString("note"));
        });
    }

    @Command(name = "close", description = "人工办结一条线索 / close a lead by hand")
    int close(
            @Mixin DeskOptions desk,
            @Parameters(paramLabel = "LEAD", description = NUMBER) long lead,
            @Option(names = "--reason", required = true, description = "理由，不写号码和姓名 / why; no numbers, no names")
                    String reason) {
        return desk.post(
                "/leads/" + lead + "/close",
                new JsonObject().put("reason", reason),
                done -> System.out.println("已办结 / closed " + done.getLong("lead")));
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
