package canbao.feed.correction;

import canbao.model.FeedId;
import canbao.model.Wording;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of a feed of which we say that one field is wrong. Holds no personal data.
 *
 * @param number the sender's number of the batch, or an empty text
 * @param row where the row stood when the request was opened
 * @param header the agency's own name of the field
 * @param masked the field's value as it may be shown; an empty text where the books keep none
 * @param rule why, as a word; an empty text when staff wrote the reason themselves
 * @param deadline the last day on which the agency is in time; overdue from the next one on
 * @param review the identity review that it follows from
 * @param settledBatch the batch that corrected or withdrew the row
 */
public record Correction(
        long id,
        FeedId feed,
        String number,
        Place row,
        String field,
        String header,
        String masked,
        String rule,
        Wording reason,
        @Nullable Long review,
        Instant openedAt,
        LocalDate deadline,
        Instant overdueFrom,
        State state,
        @Nullable Instant settledAt,
        @Nullable Long settledBatch) {
    /**
     * A row's place in what was sent.
     *
     * @param part file of a ZIP or sheet of a workbook; null where nobody noted it
     */
    public record Place(long batch, @Nullable Integer part, int line) {}

    /** How it stands. */
    public enum State {
        OPEN,
        /** A newer batch says something else there. */
        CORRECTED,
        /** The row is no longer in the list, or was withdrawn. */
        WITHDRAWN,
        /** The agency says that the row is right as it is. */
        UPHELD,
        /** We take it back. */
        CANCELLED
    }

    /** What an agency may answer. */
    public enum Answer {
        UPHELD,
        WILL_CORRECT
    }

    /**
     * One line of the record.
     *
     * @param side {@code staff}, {@code agency} or, for what was found in the registry, {@code hub}
     * @param said OPENED, WILL_CORRECT, UPHELD, CORRECTED, WITHDRAWN or CANCELLED
     */
    public record Word(
            Instant at,
            String side,
            String actor,
            String said,
            String reason,
            @Nullable Long batch) {}

    public boolean isOverdue(Instant now) {
        return state == State.OPEN && !now.isBefore(overdueFrom);
    }
}
