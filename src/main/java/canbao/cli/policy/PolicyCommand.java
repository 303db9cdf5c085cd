package canbao.cli.policy;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Policies: why a decision is what it is. */
@Command(
        name = "policy",
        description = "政策：说明一项决定 / policies: explain a decision",
        subcommands = {ExplainCommand.class})
public final class PolicyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
