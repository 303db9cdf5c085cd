package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
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
                "待办：被退回的、对账有差异的、迟迟没有回执的 / cases that wait for staff: refused, held by a difference, or unanswered for days")
public final class WorkCommand implements Callable<Integer> {
    @Mixin
    private DeskOptions desk = new DeskOptions();

    @Option(names = "--unanswered", paramLabel = "DAYS", description = "只要这么多天没有回执的 / unanswered for so many days")
    private @Nullable Integer unanswered;

    @Option(names = "--after", description = "从此人员编号之后 / after this person's key")
    private String after = "";

    @Option(names = "--limit", description = "至多几条 / at most (${DEFAULT-VALUE})")
    private int limit = 100;

    @Override
    public Integer call() {
        String path = unanswered == null ? "/work?" : "/work/unanswered?days=" + unanswered + "&";
        return desk.ask(client -> client.get(path + "after=" + after + "&limit=" + limit), found -> {
            JsonArray work = found.getJsonArray("work");
            if (work.isEmpty()) {
                System.out.println("没有待办 / nothing waits");
            }
            for (int i = 0; i < work.size(); i++) {
                print(work.getJsonObject(i));
            }
        });
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
