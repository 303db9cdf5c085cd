package canbao.cli.bench;

import canbao.cli.doors.DoorsCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measurements, each on embedded components in a fresh data folder. */
@Command(
        name = "bench",
        description = "测量 / measure",
        subcommands = {SnapshotBench.class, PolicyBench.class, XlsxBench.class, DoorsCommand.class})
public final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
