package canbao.feed.check;

import canbao.model.Mode;
import canbao.model.batch.Claim;
import canbao.model.batch.RowResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an earlier batch left in force, by scope and key; also the place where the later one is noted. Not thread-safe. */
final class Known {
    /** In force after the earlier batch. */
    static final int KNOWN = 1;
    /** Named twice, with different content, by the earlier batch: none of its rows was used. */
    static final int DISPUTED = 2;

    final KeyTable table = new KeyTable();
    private final Map<String, Integer> scopes = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Mode mode;
    private final long asOf;

    Known(Mode mode, Instant asOf) {
        this.mode = mode;
        this.asOf = asOf.toEpochMilli();
    }

    /** A row of the earlier batch; rejected ones left no trace. */
    void row(RowResult row) {
        if (!(row instanceof Claim claim)) {
            return;
        }
        int slot = table.slot(scope(claim.scope()), claim.rowKey());
        long version = version(claim);
        if (!table.is(slot, KNOWN | DISPUTED)) {
            table.put(slot, claim.contentHash(), version, claim.line());
            table.set(slot, KNOWN);
        } else if (table.hash(slot) != claim.contentHash()) {
            again(slot, claim, version);
        }
    }

    /** The moment of the earlier batch in the scopes that it spoke of, else long ago. */
    long watermark(int scope) {
        return scope < names.size() ? asOf : Long.MIN_VALUE;
    }

    /** The later batch's scopes are new ones from here on, unless they are known. */
    int scope(String name) {
        Integer known = scopes.get(name);
        if (known == null) {
            known = scopes.size();
            scopes.put(name, known);
        }
        return known;
    }

    /** Ends the earlier batch. */
    void done() {
        names.addAll(scopes.keySet());
    }

    int scopes() {
        return scopes.size();
    }

    boolean inForce(int slot) {
        return table.is(slot, KNOWN) && !table.is(slot, DISPUTED);
    }

    private void again(int slot, Claim claim, long version) {
        if (mode == Mode.SNAPSHOT) {
            table.set(slot, DISPUTED);
        } else if (isNewer(claim, version, table.version(slot), table.hash(slot))) {
            table.put(slot, claim.contentHash(), version, claim.line());
        }
    }

    /** At the same version the greater hash counts where rows have versions of their own, else the later row. */
    static boolean isNewer(Claim claim, long version, long thanVersion, long thanHash) {
        if (version != thanVersion) {
            return version > thanVersion;
        }
        return claim.version() == null || Long.compareUnsigned(claim.contentHash(), thanHash) > 0;
    }

    private long version(Claim claim) {
        return version(claim, mode, asOf);
    }

    /** A list speaks of its own day at least; an increment of the row's own moment, where it has one. */
    static long version(Claim claim, Mode mode, long asOf) {
        Instant own = claim.version();
        if (own == null) {
            return asOf;
        }
        return mode == Mode.SNAPSHOT ? Math.max(asOf, own.toEpochMilli()) : own.toEpochMilli();
    }
}
