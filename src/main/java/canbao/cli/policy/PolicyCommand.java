package canbao.cli.policy;

import canbao.cli.desk.DraftCommands;
import canbao.cli.desk.WhatIfCommand;
import canbao.cli.year.CloneCommand;
import canbao.cli.year.ReevaluateCommand;
import canbao.cli.year.RolloverCommand;
import canbao.cli.year.RunsCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Policies: why a decision is what it is, what a draft would change, and how a draft comes into force. */
@Command(
        name = "policy",
        description =
                "政策：说明一项决定、试算、草稿审批、年度结转、重新判定 / policies: explain, compare, drafts, roll over a year, decide everybody again",
        subcommands = {
            ExplainCommand.class,
            WhatIfCommand.class,
            DraftCommands.Drafts.class,
            DraftCommands.Submit.class,
            DraftCommands.Show.class,
            DraftCommands.Approve.class,
            DraftCommands.Refuse.class,
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
