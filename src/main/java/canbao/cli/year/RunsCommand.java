package canbao.cli.year;

import canbao.cli.desk.DeskOptions;
import canbao.cli.desk.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs that decide everybody again: how far they are, pause, resume, stop. */
@Command(
        name = "runs",
        description = "重新判定与年度结转的运行 / runs of re-evaluation and roll-over",
        synopsisSubcommandLabel = "COMMAND")
public final class RunsCommand {
    private static final String ID = "运行号 / the run's number";

    @Command(name = "list", description = "最近的运行 / the newest runs")
    int list(@Mixin DeskOptions options) {
        return options.get(
                "/year-runs", answer -> Table.each(answer.getJsonArray("runs"), "（无）/ none", Following::print));
    }

    @Command(name = "show", description = "一次运行；年度结转另列新旧两年数字 / one run; of a roll-over the figures of both years")
    int show(@Mixin DeskOptions options, @Parameters(paramLabel = "ID", description = ID) long id) {
        return Following.of(options, false, client -> client.get("/year-runs/" + id));
    }

    @Command(name = "watch", description = "看着一次运行直到结束 / watch a run until it rests")
    int watch(@Mixin DeskOptions options, @Parameters(paramLabel = "ID", description = ID) long id) {
        return Following.of(options, true, client -> client.get("/year-runs/" + id));
    }

    @Command(name = "pause", description = "暂停 / pause")
    int pause(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Mixin DeskOptions.Reason reason) {
        return Following.of(options, false, client -> client.post("/year-runs/" + id + "/pause", reason.body()));
    }

    @Command(name = "resume", description = "继续，并看到结束 / go on, and watch it until it rests")
    int resume(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Mixin DeskOptions.Reason reason,
            @Option(names = "--no-wait", description = "不等待 / do not wait") boolean starts) {
        return Following.of(options, !starts, client -> client.post("/year-runs/" + id + "/resume", reason.body()));
    }

    @Command(name = "stop", description = "停止；已判定的保留 / stop; what was decided stays")
    int stop(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Mixin DeskOptions.Reason reason) {
        return Following.of(options, false, client -> client.post("/year-runs/" + id + "/stop", reason.body()));
    }
}
