package canbao.cli.feed;

import canbao.cli.feed.live.FeedConformCommand;
import canbao.cli.feed.live.FeedMaySellCommand;
import canbao.cli.feed.live.FeedSendCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an agency's staff can do by themselves, without a hub, a database or a secret. */
@Command(
        name = "feed",
        description =
                "部门自助：检查文件、生成对接资料包、从文件起草合同、报送、对接验收、商保问询 / for agencies: check a file, get the pack, draft a contract, send, conform, ask",
        subcommands = {
            FeedCheckCommand.class,
            FeedOfferCommand.class,
            FeedLearnCommand.class,
            FeedSendCommand.class,
            FeedConformCommand.class,
            FeedMaySellCommand.class
        })
public final class FeedCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
