package canbao.cli.desk;

import canbao.model.Fen;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cases that wait for staff. */
@Command(
        name = "work",
        description =
                "待办：被退回的、对账有差异的、迟迟没有回执的；未缴的及原因 / cases that wait for staff: refused, held by a difference, unanswered for days, or unpaid and why")
public final class WorkCommand implements Callable<Integer> {
    @Mixin
    private DeskOptions desk = new DeskOptions();

    @Option(names = "--unanswered", paramLabel = "DAYS", description = "只要这么多天没有回执的 / unanswered for so many days")
    private @Nullable Integer unanswered;

    @Option(
            names = "--unpaid",
            paramLabel = "REASON",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "未缴的，可只要一种原因，如 REFUSED，NONE 未说明，DEBIT_FAILED 批扣失败 / who owes, for one reason such as REFUSED; NONE: nobody says why")
    private @Nullable String unpaid;

    @Option(names = "--after", description = "从此人员编号之后 / after this person's key")
    private String after = "";

    @Option(names = "--limit", description = "至多几条 / at most (${DEFAULT-VALUE})")
    private int limit = 100;

    @Override
    public Integer call() {
        String page = "after=" + after + "&limit=" + limit;
        if (unpaid != null) {
            return desk.get("/work/unpaid?reason=" + unpaid + "&" + page, WorkCommand::unpaid);
        }
        String path = unanswered == null ? "/work?" : "/work/unanswered?days=" + unanswered + "&";
        return desk.get(
                path + page,
                found -> Table.each(found.getJsonArray("work"), "没有待办 / nothing waits", WorkCommand::print));
    }

    private static void unpaid(JsonObject found) {
        for (Object each : found.getJsonArray("reasons")) {
            JsonObject reason = (JsonObject) each;
            System.out.println(reason.getString("reason") + " " + why(reason) + "：" + reason.getLong("cases"));
        }
        for (Object each : found.getJsonArray("unpaid")) {
            JsonObject one = (JsonObject) each;
            System.out.printf(
                    "%s  %s %s  %d %d  %s  %s%s%s%n",
                    one.getString("person"),
                    one.getString("name", ""),
                    one.getString("certificate", ""),
                    one.getInteger("coverageYear"),
                    one.getInteger("product"),
                    new Fen(one.getLong("owedFen")).yuan(),
                    why(one),
                    one.getString("until") == null ? "" : " 至/until " + one.getString("until"),
                    one.getString("debitFailedOn") == null
                            ? ""
                            : " 批扣失败/debit failed " + one.getString("debitFailedOn"));
        }
    }

    private static String why(JsonObject of) {
        JsonObject words = of.getJsonObject("why");
        return words.getString("zh") + " / " + words.getString("en");
    }

    private static void print(JsonObject item) {
        JsonObject stands = item.getJsonObject("stands");
        System.out.printf(
                "%s  %s %s  %d %d  %s  %s%n    %s %s  %s%n",
                item.getString("person"),
                item.getString("name", ""),
                item.getString("certificate", ""),
                item.getInteger("coverageYear"),
                item.getInteger("product"),
                text(item, "code"),
                stands.getString("zh") + " / " + stands.getString("en"),
                text(item, "destination"),
                text(item, "action"),
                item.getString("evidence"));
        if (item.getString("difference") != null) {
            System.out.println("    对账差异，已冻结 / frozen by a difference: " + item.getString("difference") + "  "
                    + (item.getString("assignee") == null ? "（未指派 / not assigned）" : item.getString("assignee")));
        }
    }

    private static String text(JsonObject item, String name) {
        String value = item.getString(name);
        return value == null ? "" : value;
    }
}
