package canbao.console.door;

import canbao.feed.Content;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.security.Verdict;
import java.util.Map;

/** Where a batch that came by HTTP goes: into the feed's route, which ends in the inbox. May take its time. */
@FunctionalInterface
public interface DoorBell {
    /**
     * Stores the batch durably and returns its receipt. Throws {@link Refused} when the sender has to change something; any
     * other exception means that nothing was stored and he should try again.
     *
     * @param headers the request's content type, {@code Idempotency-Key} and {@code X-Canbao-*}, ignoring case; without the
     *     signature
     * @param body still arriving; it fails before its end when it is not what was signed
     */
    Receipt ring(FeedId feed, Actor actor, Map<String, String> headers, Content body);

    /** A batch that will not be taken as it is. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Verdict.Denied denial;

        public Refused(Verdict.Denied denial) {
            super(denial.rule());
            this.denial = denial;
        }

        public Verdict.Denied denial() {
            return denial;
        }
    }
}
