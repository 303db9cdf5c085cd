package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub replay}: stored batches are read again. */
@Command(
        name = "replay",
        description = "重放已存批次：先看计划，再在上限内执行 / read stored batches again: plan first, then run within caps",
        synopsisSubcommandLabel = "COMMAND")
public final class ReplayCommand {
    private static final String ID = "重放号 / the replay's number";

    /** Which batches, under which version. */
    static final class Which {
        @Option(names = "--feed", required = true, description = "机构/数据 / agency/feed")
        private String feed = "";

        @Option(names = "--from", description = "截至日起 / as-of from, such as 2025-01-01")
        private @Nullable String from;

        @Option(names = "--to", description = "截至日止 / as-of to, inclusive")
        private @Nullable String to;

        @Option(names = "--state", split = ",", description = "APPLIED（默认）、REFUSED、PARKED")
        private List<String> states = List.of();

        @Option(names = "--batch", description = "只这一批 / only this batch")
        private @Nullable Long batch;

        @Option(
                names = "--under",
                defaultValue = "original",
                description = "original：当时的合约版本；current：当前版本 / the version that read it, or the newest")
        private String under = "original";

        JsonObject body() {
            JsonObject body = new JsonObject()
                    .put("feed", feed)
                    .put("from", from)
                    .put("to", to)
                    .put("batch", batch)
                    .put("under", under);
            return states.isEmpty() ? body : body.put("states", new JsonArray(states));
        }
    }

    @Command(name = "plan", description = "多少批、多久、会有什么不同 / how many, how long, what would differ")
    int plan(
            @Mixin DeskOptions options,
            @Mixin Which which,
            @Option(names = "--trials", defaultValue = "5", description = "试读几批 / batches to read on trial")
                    int trials) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String name : List.of(
                "batch",
                "asOf",
                "state",
                "rows",
                "from",
                "under",
                "added",
                "changed",
                "withdrawn",
                "held",
                "refusal")) {
            columns.put(name, name);
        }
        return options.ask(client -> client.post("/replays/plan", which.body().put("trials", trials)), answer -> {
            Table.print(answer);
            Table.print(answer.getJsonArray("differences"), columns);
        });
    }

    @Command(name = "run", description = "执行 / run it")
    int run(
            @Mixin DeskOptions options,
            @Mixin Which which,
            @Option(names = "--max-batches", defaultValue = "100", description = "批数上限 / cap of batches") int batches,
            @Option(names = "--max-rows", defaultValue = "1000000", description = "行数上限 / cap of rows") long rows,
            @Option(
                            names = "--max-change-share",
                            defaultValue = "0.1",
                            description =
                                    "每批变化占行数的上限，超过即停 / stop when a batch changes more than this share of its rows")
                    double share,
            @Mixin DeskOptions.Reason reason) {
        JsonObject body = which.body()
                .put("maxBatches", batches)
                .put("maxRows", rows)
                .put("maxChangeShare", share)
                .mergeIn(reason.body());
        return options.post("/replays", body, Table::print);
    }

    @Command(name = "pause", description = "暂停 / pause")
    int pause(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Mixin DeskOptions.Reason reason) {
        return move(options, id, "pause", reason);
    }

    @Command(name = "resume", description = "继续 / go on")
    int resume(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Mixin DeskOptions.Reason reason) {
        return move(options, id, "resume", reason);
    }

    @Command(name = "stop", description = "停止；已读的保留 / stop; what was read stays")
    int stop(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Mixin DeskOptions.Reason reason) {
        return move(options, id, "stop", reason);
    }

    private static int move(DeskOptions options, long id, String act, DeskOptions.Reason reason) {
        return options.post("/replays/" + id + "/" + act, reason.body(), Table::print);
    }

    @Command(name = "status", description = "进度；不给号则列出全部 / progress; without a number all replays")
    int status(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ID", arity = "0..1", defaultValue = "0", description = ID) long id,
            @Option(names = "--after", defaultValue = "0", description = "从该条之后 / after this one") int after) {
        if (id == 0) {
            return options.ask(
                    client -> client.get("/replays?after=" + after),
                    answer -> Table.print(
                            answer.getJsonArray("replays"),
                            columns("id", "feed", "filter", "under", "state", "batches", "done", "changes", "note")));
        }
        return options.ask(client -> client.get("/replays/" + id + "?after=" + after), answer -> {
            Table.print(answer);
            Table.print(
                    answer.getJsonArray("items"),
                    columns("ordinal", "batch", "state", "rows", "added", "changed", "withdrawn", "stale", "note"));
        });
    }

    private static Map<String, String> columns(String... names) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, name);
        }
        return columns;
    }
}
