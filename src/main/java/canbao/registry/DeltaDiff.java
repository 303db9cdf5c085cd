package canbao.registry;

import static canbao.registry.ScopeIndex.KNOWN;
import static canbao.registry.ScopeIndex.WITHDRAWN;

import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Claim;
import canbao.model.batch.RowResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Applies increments. Of several claims on one key the newest counts, at the same version the one with the greater hash,
 * so that neither order nor repetition matters; a claim older than what is known, or than the newest list, changes
 * nothing. Holds one batch's claims in memory: the contract limits how many.
 */
final class DeltaDiff implements Applying {
    private final BatchHeader header;
    private final RegistryStore store;
    private final Stage stage;
    private final Map<String, Map<UUID, Claim>> newest = new TreeMap<>();
    private int added;
    private int changed;
    private int unchanged;
    private int stale;

    DeltaDiff(BatchHeader header, RegistryStore store, Stage stage) {
        this.header = header;
        this.store = store;
        this.stage = stage;
    }

    @Override
    public void row(RowResult row) {
        if (row instanceof Claim claim) {
            newest.computeIfAbsent(claim.scope(), name -> new HashMap<>()).merge(claim.rowKey(), claim, this::newer);
        }
    }

    @Override
    public Applied finish() {
        newest.forEach((name, claims) -> {
            RegistryStore.Scope scope = store.lock(name);
            ScopeIndex index = new ScopeIndex(claims.size());
            store.load(scope.id(), index, claims.keySet().toArray(UUID[]::new));
            Map<UUID, Long> restated = new HashMap<>();
            claims.values().forEach(claim -> compare(scope, index, claim, restated));
            store.restate(scope.id(), restated);
        });
        stage.flush();
        if (added + changed > 0 && !header.reading().trial()) {
            store.apply(added + changed, stage.anyChanged(), false);
        }
        return new Applied(added, changed, 0, unchanged, stale, 0, false, List.of());
    }

    private void compare(RegistryStore.Scope scope, ScopeIndex index, Claim claim, Map<UUID, Long> restated) {
        int slot = index.slot(claim.rowKey());
        long version = version(claim);
        if (scope.isPast(version, header)) {
            stale++;
        } else if (!index.is(slot, KNOWN)) {
            added++;
            stage.add(scope.id(), claim, version, false);
        } else if (!index.is(slot, WITHDRAWN) && index.hash(slot) == claim.contentHash()) {
            unchanged++;
            if (version > Math.max(index.version(slot), scope.watermark())) {
                restated.put(claim.rowKey(), version);
            }
        } else if (older(claim, Math.max(index.version(slot), scope.watermark()), index.hash(slot))) {
            stale++;
        } else {
            changed++;
            stage.add(scope.id(), claim, version, true);
        }
    }

    /** A list does not write unchanged rows again: the newest one speaks for all that it named. */
    private boolean older(Claim claim, long knownVersion, long knownHash) {
        long version = version(claim);
        if (version != knownVersion) {
            return version < knownVersion;
        }
        return claim.version() != null && Long.compareUnsigned(claim.contentHash(), knownHash) < 0;
    }

    private Claim newer(Claim left, Claim right) {
        if (left.contentHash() == right.contentHash()) {
            unchanged++;
        } else {
            stale++;
        }
        int order = Long.compare(version(left), version(right));
        if (order == 0 && left.version() != null) {
            order = Long.compareUnsigned(left.contentHash(), right.contentHash());
        }
        return order > 0 ? left : right;
    }

    private long version(Claim claim) {
        Instant own = claim.version();
        return (own == null ? header.asOf() : own).toEpochMilli();
    }
}
