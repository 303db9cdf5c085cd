package canbao.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Measures. */
@Command(
        name = "bench",
        description = "测量 / measure",
        subcommands = {})
final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 2;
    }
}
