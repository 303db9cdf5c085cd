package canbao.cli.year;

import canbao.cli.desk.DeskOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a coverage year: keeps the figures of the one before, then decides everybody for the new one. */
@Command(
        name = "rollover",
        description = {
            "年度结转：留存上一年度数字，并为新年度判定所有人；新年度政策文件须已存在",
            "  / open a coverage year: keep the figures of the one before, decide everybody; its policy file must exist"
        })
public final class RolloverCommand implements Callable<Integer> {
    @Mixin
    private DeskOptions options = new DeskOptions();

    @Option(names = "--year", required = true, description = "新的参保年度 / the new coverage year")
    private int year;

    @Option(names = "--reason", defaultValue = "年度结转 / roll-over", description = "理由 / the reason (${DEFAULT-VALUE})")
    private String reason = "";

    @Option(names = "--again", description = "即使已按此版本判定过 / even if everybody is at this version already")
    private boolean again;

    @Option(names = "--no-wait", description = "启动后不等待 / start it and do not wait")
    private boolean starts;

    @Override
    public Integer call() {
        JsonObject order = new JsonObject()
                .put("kind", "rollover")
                .put("year", year)
                .put("reason", reason)
                .put("again", again);
        return Following.of(options, !starts, client -> client.post("/year-runs", order));
    }
}
