package canbao.identity.review;

import canbao.model.FeedId;
import canbao.model.PersonKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contradiction and what became of it. The words themselves are in the vault.
 *
 * @param current whether the source still says so
 */
public record Review(
        long id,
        PersonKey person,
        FeedId feed,
        Finding.Kind kind,
        UUID words,
        boolean current,
        State state,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String reason) {
    /** What became of it. */
    public enum State {
        OPEN,
        /** Another spelling of the same person, accepted from now on. */
        SAME_PERSON,
        /** The source speaks of somebody else: its rows count no more until they change. */
        OTHER_PERSON,
        /** One of the two sources corrected itself. */
        CORRECTED
    }
}
