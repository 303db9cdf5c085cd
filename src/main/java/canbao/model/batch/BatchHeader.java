package canbao.model.batch;

import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import java.time.Instant;

/**
 * What the registry must know of a batch before its rows come.
 *
 * @param asOf the moment the batch speaks of
 * @param maxWithdrawShare the largest share of a scope's people that a snapshot may withdraw without a person's approval
 * @param rank among batches of the same moment the one of the greater rank is newer: the batch's number, or that of the
 *     batch which it repairs
 */
public record BatchHeader(
        long id,
        FeedId feed,
        FactKind kind,
        Mode mode,
        Instant asOf,
        double maxWithdrawShare,
        long rank,
        Reading reading) {
    /** A batch that is read for the first time. */
    public BatchHeader(long id, FeedId feed, FactKind kind, Mode mode, Instant asOf, double maxWithdrawShare) {
        this(id, feed, kind, mode, asOf, maxWithdrawShare, id, Reading.FIRST);
    }

    /**
     * How the batch is read.
     *
     * @param again newer batches may have been applied already: what they said at the same moment is newer
     * @param released a person has approved its withdrawals: none is held
     * @param trial nothing is written, locked or enrolled; only what would change is found out
     */
    public record Reading(boolean again, boolean released, boolean trial) {
        public static final Reading FIRST = new Reading(false, false, false);
    }
}
