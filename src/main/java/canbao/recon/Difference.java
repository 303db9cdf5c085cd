package canbao.recon;

import canbao.model.PersonKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one case differs from what an office says. While it is open the case is frozen.
 *
 * @param source who says otherwise: a feed, or {@code tax} for all of the tax bureau's
 * @param ours what the ledger says, and {@code theirs} what they say: a state, or amounts in fen
 * @param assignee who looks into it: an account or an office
 * @param closedBy {@code hub:recon} when it was gone by itself
 * @param note why staff settled it
 */
public record Difference(
        long difference,
        PersonKey person,
        int coverageYear,
        int product,
        Kind kind,
        String source,
        String ours,
        String theirs,
        State state,
        @Nullable String assignee,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable Result result,
        @Nullable String note) {
    public enum State {
        OPEN,
        CLOSED
    }

    /** How it was closed. */
    public enum Result {
        /** A later run no longer found it. */
        GONE,
        /** Somebody looked into it. */
        SETTLED
    }
}
