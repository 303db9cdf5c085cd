package canbao.feed.rhythm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a feed stands with its rhythm.
 *
 * @param dueSince since when the next batch may come; null when what may come now has come
 * @param lateSince the agreed moment that passed without a batch, leeway over; null when nothing is late
 * @param nextDue the next agreed moment for which nothing has come yet; null for what comes as it happens
 */
public record Standing(
        @Nullable Instant dueSince,
        @Nullable Instant lateSince,
        @Nullable Instant nextDue) {
    /** Nothing is ever due. */
    static final Standing FREE = new Standing(null, null, null);

    public boolean late() {
        return lateSince != null;
    }
}
