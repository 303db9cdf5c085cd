package canbao.feed.check;

import canbao.model.Mode;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.Claim;
import canbao.model.batch.RowResult;
import java.time.Instant;
import java.util.List;

/** Compares increments with the ones before them, as the registry would: of several rows with one key the newest counts. */
final class IncrementComparison implements Applying {
    private static final int FRESH = 4;
    /** Whether the newest row has a version of its own. */
    private static final int OWN = 8;

    private final Known known;
    private final KeyTable fresh = new KeyTable();
    private final long asOf;
    private int added;
    private int changed;
    private int unchanged;
    private int stale;

    IncrementComparison(Known known, Instant asOf) {
        this.known = known;
        this.asOf = asOf.toEpochMilli();
    }

    @Override
    public void row(RowResult row) {
        if (!(row instanceof Claim claim)) {
            return;
        }
        int slot = fresh.slot(known.scope(claim.scope()), claim.rowKey());
        long version = Known.version(claim, Mode.DELTA, asOf);
        if (!fresh.is(slot, FRESH)) {
            fresh.set(slot, FRESH | (claim.version() == null ? 0 : OWN));
            fresh.put(slot, claim.contentHash(), version, claim.line());
        } else if (fresh.hash(slot) == claim.contentHash()) {
            unchanged++;
            if (version > fresh.version(slot)) {
                fresh.put(slot, claim.contentHash(), version, claim.line());
            }
        } else {
            stale++;
            if (Known.isNewer(claim, version, fresh.version(slot), fresh.hash(slot))) {
                fresh.put(slot, claim.contentHash(), version, claim.line());
            }
        }
    }

    @Override
    public Applied finish() {
        for (int slot = 0; slot < fresh.capacity(); slot++) {
            if (fresh.is(slot, FRESH)) {
                compare(slot);
            }
        }
        return new Applied(added, changed, 0, unchanged, stale, 0, false, List.of());
    }

    private void compare(int slot) {
        int at = known.table.slot(fresh.scope(slot), fresh.key(slot));
        if (!known.inForce(at)) {
            added++;
        } else if (known.table.hash(at) == fresh.hash(slot)) {
            unchanged++;
        } else if (isOlder(slot, at)) {
            stale++;
        } else {
            changed++;
        }
    }

    private boolean isOlder(int slot, int at) {
        long version = fresh.version(slot);
        long than = known.table.version(at);
        return version != than
                ? version < than
                : fresh.is(slot, OWN) && Long.compareUnsigned(fresh.hash(slot), known.table.hash(at)) < 0;
    }
}
