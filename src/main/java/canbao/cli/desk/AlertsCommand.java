package canbao.cli.desk;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is wrong now, and what was. */
@Command(
        name = "alerts",
        description = "告警：迟报、审批到期、挂起的批次 / alerts: late feeds, approvals that end, held batches",
        synopsisSubcommandLabel = "COMMAND")
public final class AlertsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine.usage(spec.commandLine(), System.out);
        return 0;
    }

    @Command(name = "list", description = "未关闭的告警，先发生的在前 / what is open, oldest first")
    int list(@Mixin DeskOptions desk, @Mixin DeskOptions.Numbered page) {
        return desk.get(page.of("/alerts"), AlertsCommand::print);
    }

    @Command(name = "history", description = "全部告警，新的在前 / every alert, newest first")
    int history(
            @Mixin DeskOptions desk,
            @Option(names = "--before", defaultValue = "0", description = "从此编号之前 / before this number") long before,
            @Option(names = "--limit", defaultValue = "100", description = "至多几条 / at most (${DEFAULT-VALUE})")
                    int limit) {
        return desk.get("/alerts/history?before=" + before + "&limit=" + limit, AlertsCommand::print);
    }

    private static void print(JsonObject answer) {
        Table.each(answer.getJsonArray("alerts"), "没有告警 / no alerts", alert -> {
            JsonObject what = alert.getJsonObject("what");
            String closed = alert.getString("closedAt");
            System.out.printf(
                    "%d  %s  %s  %s%n    %s%n    %s%n    %s%n",
                    alert.getLong("id"),
                    alert.getString("kind"),
                    alert.getString("subject"),
                    alert.getString("owner"),
                    what.getString("zh"),
                    what.getString("en"),
                    alert.getString("openedAt") + (closed == null ? "" : " – " + closed));
        });
    }
}
