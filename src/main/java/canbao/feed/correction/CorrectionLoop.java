package canbao.feed.correction;

import canbao.io.Lease;

/** Looks again and again whether rows of open requests were corrected or withdrawn, on one instance at a time. */
public final class CorrectionLoop {
    private final Corrections corrections;
    private final Lease lease;

    public CorrectionLoop(Corrections corrections, Lease lease) {
        this.corrections = corrections;
        this.lease = lease;
    }

    /** Looks once; true when there may be more. */
    public boolean step() {
        return lease.hold().isPresent() && corrections.settleChanged();
    }
}
