package canbao.fund;

import canbao.fund.AppropriationStore.Said;
import canbao.fund.AppropriationStore.Standing;
import canbao.io.Bulk;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.ChangeObserver;
import canbao.model.batch.ChangeObserver.Kind;
import canbao.model.batch.Claim;
import canbao.model.batch.RowResult;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch of finance's, applied as the registry applies one about persons: of several rows on one voucher the newest counts,
 * the same again changes nothing, an older one neither, and a trial writes nothing.
 */
public final class Receiving implements Applying {
    private final Bulk transaction;
    private final BatchHeader header;
    private final @Nullable ChangeObserver observer;
    private final Map<UUID, Claim> newest = new HashMap<>();
    private int added;
    private int changed;
    private int unchanged;
    private int stale;

    private Receiving(Bulk transaction, BatchHeader header, @Nullable ChangeObserver observer) {
        this.transaction = transaction;
        this.header = header;
        this.observer = observer;
    }

    /** @param observer is told every change; null when nobody asks */
    public static Applying begin(Bulk transaction, BatchHeader header, @Nullable ChangeObserver observer) {
        return new Receiving(transaction, header, observer);
    }

    @Override
    public void row(RowResult row) {
        if (row instanceof Claim claim) {
            Claim before = newest.get(claim.rowKey());
            if (before != null && before.contentHash() == claim.contentHash()) {
                unchanged++;
            } else if (before != null) {
                stale++;
            }
            if (before == null || !version(claim).isBefore(version(before))) {
                newest.put(claim.rowKey(), claim);
            }
        }
    }

    @Override
    public Applied finish() {
        Map<UUID, Standing> known = AppropriationStore.known(transaction, newest.keySet());
        newest.forEach((key, claim) -> compare(key, claim, known.get(key)));
        return new Applied(added, changed, 0, unchanged, stale, 0, false, List.of());
    }

    private void compare(UUID key, Claim claim, @Nullable Standing known) {
        Standing now = new Standing(version(claim), header.rank(), claim.contentHash());
        if (known != null && known.hash() == now.hash()) {
            unchanged++;
            return;
        }
        if (known != null && !now.newerThan(known)) {
            stale++;
            return;
        }
        if (known == null) {
            added++;
        } else {
            changed++;
        }
        if (observer != null) {
            observer.claimed(known == null ? Kind.ADDED : Kind.CHANGED, claim);
        }
        if (!header.reading().trial()) {
            AppropriationStore.put(transaction, key, said(claim), now, known != null);
        }
    }

    private Said said(Claim claim) {
        JsonObject row = new JsonObject(claim.attributes());
        return new Said(
                row.getString("voucher"),
                row.getString("claim", ""),
                row.getString("fund"),
                Long.parseLong(row.getString("amount")),
                LocalDate.parse(row.getString("date")),
                header.id(),
                claim.line());
    }

    private Instant version(Claim claim) {
        Instant own = claim.version();
        return own == null ? header.asOf() : own;
    }
}
