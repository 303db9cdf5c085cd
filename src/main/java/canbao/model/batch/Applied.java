package canbao.model.batch;

import java.util.List;

/**
 * What applying a batch did, or would do.
 *
 * @param stale rows older than what is known, or an older snapshot altogether
 * @param heldWithdrawals withdrawals that were not made because some keys could not be read or were contested
 * @param held the whole batch waits for a person: nothing was applied, and the counts say what would be
 * @param contested keys that appear twice with different content; none of those rows is used
 */
public record Applied(
        int added,
        int changed,
        int withdrawn,
        int unchanged,
        int stale,
        int heldWithdrawals,
        boolean held,
        List<Contested> contested) {
    public Applied {
        contested = List.copyOf(contested);
    }

    public int changes() {
        return held ? 0 : added + changed + withdrawn;
    }

    /** Two lines that name the same key with different content, each with its part. */
    public record Contested(int firstPart, int firstLine, int part, int line) {
        /** Two lines of a batch of one part. */
        public Contested(int firstLine, int line) {
            this(1, firstLine, 1, line);
        }
    }
}
