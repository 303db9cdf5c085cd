package canbao.feed.check;

import canbao.model.Mode;
import canbao.model.batch.Applied;
import canbao.model.batch.Applied.Contested;
import canbao.model.batch.Applying;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Compares a whole list with the one before it, as the registry would: an absent row is withdrawn, unless a rejected row
 * named its key or its scope has a key that is unreadable or contested. Writes nothing.
 */
final class ListComparison implements Applying {
    /** At most so many are named. */
    static final int MOST_CONTESTED = 10_000;

    private static final int SEEN = 4;
    private static final int CLAIMED = 8;
    private static final int CONTESTED = 16;
    private static final int STALE = 32;
    private static final int STAGED = 64;

    private final Known known;
    private final KeyTable table;
    private final long asOf;
    private final double maxWithdrawShare;
    private final List<Scope> scopes = new ArrayList<>();
    private final List<Contested> contested = new ArrayList<>();
    private boolean unreadable;
    private int unchanged;
    private int stale;
    private int added;
    private int changed;

    /** What the list says of one scope. */
    private static final class Scope {
        boolean named;
        boolean held;
        int absent;
        int live;
    }

    ListComparison(Known known, Instant asOf, double maxWithdrawShare) {
        this.known = known;
        this.table = known.table;
        this.asOf = asOf.toEpochMilli();
        this.maxWithdrawShare = maxWithdrawShare;
    }

    @Override
    public void row(RowResult row) {
        switch (row) {
            case Claim claim -> compare(claim);
            case Rejection rejection -> protect(rejection);
        }
    }

    @Override
    public Applied finish() {
        for (int slot = 0; slot < table.capacity(); slot++) {
            if (known.inForce(slot)) {
                Scope scope = of(table.scope(slot));
                scope.live++;
                if (!table.is(slot, SEEN) && table.version(slot) <= asOf) {
                    scope.absent++;
                }
            }
        }
        int withdrawn = 0;
        int heldWithdrawals = 0;
        boolean held = false;
        for (int i = 0; i < scopes.size(); i++) {
            Scope scope = scopes.get(i);
            if (!scope.named || known.watermark(i) > asOf) {
                continue;
            }
            if (unreadable || scope.held) {
                heldWithdrawals += scope.absent;
            } else {
                withdrawn += scope.absent;
                held |= scope.absent > maxWithdrawShare * scope.live;
            }
        }
        return new Applied(added, changed, withdrawn, unchanged, stale, heldWithdrawals, held, contested);
    }

    private void compare(Claim claim) {
        int number = known.scope(claim.scope());
        Scope scope = of(number);
        scope.named = true;
        if (known.watermark(number) > asOf) {
            stale++;
            return;
        }
        int slot = table.slot(number, claim.rowKey());
        if (table.is(slot, CLAIMED)) {
            compareAgain(scope, slot, claim);
            return;
        }
        long version = Known.version(claim, Mode.SNAPSHOT, asOf);
        if (!known.inForce(slot)) {
            added++;
            table.set(slot, STAGED);
        } else if (table.version(slot) > version) {
            stale++;
            table.set(slot, STALE);
        } else if (table.hash(slot) == claim.contentHash()) {
            unchanged++;
        } else {
            changed++;
            table.set(slot, STAGED);
        }
        table.set(slot, SEEN | CLAIMED);
        table.put(slot, claim.contentHash(), table.version(slot), claim.line());
    }

    private void compareAgain(Scope scope, int slot, Claim claim) {
        if (table.hash(slot) == claim.contentHash()) {
            unchanged++;
            return;
        }
        if (contested.size() < MOST_CONTESTED) {
            contested.add(new Contested(table.line(slot), claim.line()));
        }
        if (table.is(slot, CONTESTED)) {
            return;
        }
        table.set(slot, CONTESTED);
        scope.held = true;
        if (table.is(slot, STALE)) {
            stale--;
        } else if (!table.is(slot, STAGED)) {
            unchanged--;
        } else if (known.inForce(slot)) {
            changed--;
        } else {
            added--;
        }
    }

    private void protect(Rejection rejection) {
        UUID key = rejection.rowKey();
        String name = rejection.scope();
        if (name == null) {
            unreadable = true;
            return;
        }
        int number = known.scope(name);
        of(number).named = true;
        if (key == null) {
            of(number).held = true;
        } else {
            table.set(table.slot(number, key), SEEN);
        }
    }

    private Scope of(int number) {
        while (scopes.size() <= number) {
            scopes.add(new Scope());
        }
        return scopes.get(number);
    }
}
