package canbao.cli.policy;

import canbao.cli.desk.DraftCommands;
import canbao.cli.desk.WhatIfCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Policies: why a decision is what it is, what a draft would change, and how a draft comes into force. */
@Command(
        name = "policy",
        description = "政策：说明一项决定、试算草稿、草稿审批 / policies: explain a decision, compare a draft, drafts by two people",
        subcommands = {
            ExplainCommand.class,
            WhatIfCommand.class,
            DraftCommands.Drafts.class,
            DraftCommands.Submit.class,
            DraftCommands.Show.class,
            DraftCommands.Approve.class,
            DraftCommands.Refuse.class
        })
public final class PolicyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
