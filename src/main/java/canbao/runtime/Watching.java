package canbao.runtime;

import canbao.alert.AlertLoop;
import canbao.alert.AlertStore;
import canbao.alert.Watch;
import canbao.alert.WebhookLoop;
import canbao.feed.watch.ApprovalWatch;
import canbao.feed.watch.HeldWatch;
import canbao.feed.watch.SignStore;
import canbao.feed.watch.SilenceWatch;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.model.FeedId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Starts what watches: silence, approvals that end, batches that wait; and what tells of it. */
record Watching(Loops loops, HubConfig config, Books books, Database database, LeaseStore leases, Clock clock) {
    /** How long the doors have to look after a start before silence is an agency's. */
    private static final Duration LOOKING = Duration.ofMinutes(1);

    /**
     * @param connected the feeds that have a door here
     * @param more what other parts watch
     */
    void start(AlertStore alerts, Set<FeedId> connected, List<Watch> more) {
        SignStore signs = new SignStore(database);
        List<Watch> watches = new ArrayList<>(List.of(
                new SilenceWatch(
                        books.contracts(),
                        books.calendar(),
                        connected,
                        signs,
                        clock.instant().plus(LOOKING)),
                new ApprovalWatch(books.contracts()),
                new HeldWatch(signs)));
        watches.addAll(more);
        AlertLoop watching = new AlertLoop(alerts, watches, new Lease(leases, "alerts"), clock);
        loops.start("alerts", Duration.ofSeconds(2), watching::step);
        config.webhook().ifPresent(webhook -> {
            WebhookLoop telling =
                    loops.closing(new WebhookLoop(webhook, database, new Lease(leases, "webhook"), clock));
            loops.start("webhook", Duration.ofSeconds(1), telling::step);
        });
    }
}
