package canbao.feed.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a batch must add up to. What the sender says is always checked, the sum where {@code sumColumn} says of what; what
 * is required must be said, by the door ({@link canbao.model.batch.Control}) or in the batch's last row.
 *
 * @param sumColumn a column of yuan or whole numbers, or null
 */
public record ControlTerms(
        boolean rowsRequired,
        @Nullable String sumColumn,
        boolean sumRequired,
        boolean digestRequired,
        @Nullable Trailer trailer) {
    public static final ControlTerms NONE = new ControlTerms(false, null, false, false, null);

    /**
     * A last row that is no record but adds up those above it.
     *
     * @param marker the text of its first cell
     * @param rows which cell of it, from 1, holds the number of rows; 0 for none
     * @param sum which cell holds the sum; 0 for none
     */
    public record Trailer(String marker, int rows, int sum) {}
}
