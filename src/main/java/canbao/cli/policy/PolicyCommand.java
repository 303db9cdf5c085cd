package canbao.cli.policy;

import canbao.cli.year.CloneCommand;
import canbao.cli.year.ReevaluateCommand;
import canbao.cli.year.RolloverCommand;
import canbao.cli.year.RunsCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Policies: why a decision is what it is. */
@Command(
        name = "policy",
        description = "政策：说明决定、年度结转、重新判定 / policies: explain, roll over a year, decide everybody again",
        subcommands = {
            ExplainCommand.class,
            CloneCommand.class,
            ReevaluateCommand.class,
            RolloverCommand.class,
            RunsCommand.class
        })
public final class PolicyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
