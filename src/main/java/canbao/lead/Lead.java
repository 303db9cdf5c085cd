package canbao.lead;

import canbao.model.PersonKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may be entitled, and for what reason we think so.
 *
 * @param evidence the rows that suggest it
 * @param result why it was closed; null while it is open
 */
public record Lead(
        long id,
        PersonKey person,
        Reason reason,
        State state,
        String evidence,
        Instant openedAt,
        @Nullable Instant sentAt,
        @Nullable Instant closedAt,
        @Nullable Result result,
        @Nullable String closedBy,
        @Nullable String note) {
    /** Where a lead stands. */
    public enum State {
        /** Not told yet. */
        OPEN,
        /** Civil affairs was told and has not answered. */
        SENT,
        CLOSED
    }

    /** Why a lead was closed. */
    public enum Result {
        /** He stands on a list of assistance now. */
        IDENTIFIED,
        /** Civil affairs was there and answered. */
        VISITED,
        /** What suggested it is said no more, or he died. */
        GONE,
        /** He was found to be another person, who has a lead of his own where there is reason. */
        MERGED,
        /** Staff closed it, with a reason. */
        DISMISSED
    }
}
