package canbao.cli.year;

import canbao.cli.desk.DeskOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides everybody again under the policy of a year that is worked on. */
@Command(
        name = "reevaluate",
        description = "按某年度现行政策重新判定所有人；中断后用 runs resume 继续 / decide everybody again under a year's policy; resumable")
public final class ReevaluateCommand implements Callable<Integer> {
    @Mixin
    private DeskOptions options = new DeskOptions();

    @Option(names = "--year", description = "参保年度；默认今天办理的年度 / coverage year; by default the one worked on today")
    private @Nullable Integer year;

    @Mixin
    private DeskOptions.Reason reason = new DeskOptions.Reason();

    @Option(names = "--again", description = "即使已按此版本判定过 / even if everybody is at this version already")
    private boolean again;

    @Option(names = "--no-wait", description = "启动后不等待 / start it and do not wait")
    private boolean starts;

    @Override
    public Integer call() {
        JsonObject order =
                reason.body().put("kind", "reevaluate").put("year", year).put("again", again);
        return Following.of(options, !starts, client -> client.post("/year-runs", order));
    }
}
