package canbao.registry;

import static canbao.registry.ScopeIndex.CLAIMED;
import static canbao.registry.ScopeIndex.CONTESTED;
import static canbao.registry.ScopeIndex.KNOWN;
import static canbao.registry.ScopeIndex.SEEN;
import static canbao.registry.ScopeIndex.STAGED;
import static canbao.registry.ScopeIndex.STALE;
import static canbao.registry.ScopeIndex.WITHDRAWN;

import canbao.io.CopyWriter;
import canbao.model.batch.Applied;
import canbao.model.batch.Applied.Contested;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Compares an agency's whole list with what is known, row by row, by content hash: an unchanged row costs a look-up. What
 * the list does not name is withdrawn, except keys that a rejected row named, rows newer than the list, and everything in
 * a scope where a key was unreadable or contested. Used by one thread.
 */
final class SnapshotDiff implements Applying {
    private final BatchHeader header;
    private final RegistryStore store;
    private final Stage stage;
    private final long asOf;
    private final Map<String, ScopeDiff> scopes = new LinkedHashMap<>();
    private final List<Contested> contested = new ArrayList<>();
    private boolean unreadable;
    private int unchanged;
    private int stale;

    private static final class ScopeDiff {
        final String name;
        final RegistryStore.Scope scope;
        final ScopeIndex index;
        final List<UUID> contestedKeys = new ArrayList<>();
        int added;
        int changed;
        boolean unreadable;

        ScopeDiff(String name, RegistryStore.Scope scope, ScopeIndex index) {
            this.name = name;
            this.scope = scope;
            this.index = index;
        }
    }

    SnapshotDiff(BatchHeader header, RegistryStore store, Stage stage) {
        this.header = header;
        this.store = store;
        this.stage = stage;
        this.asOf = header.asOf().toEpochMilli();
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
        stage.flush();
        int withdrawn = 0;
        int heldWithdrawals = 0;
        boolean held = false;
        Map<ScopeDiff, List<UUID>> gone = new LinkedHashMap<>();
        for (ScopeDiff scope : scopes.values()) {
            List<UUID> absent = absent(scope);
            boolean unsure = unreadable || scope.unreadable || !scope.contestedKeys.isEmpty();
            if (unsure && !header.reading().released()) {
                heldWithdrawals += absent.size();
            } else {
                held |= !header.reading().released() && absent.size() > header.maxWithdrawShare() * live(scope.index);
                withdrawn += absent.size();
                gone.put(scope, absent);
            }
        }
        int added = scopes.values().stream().mapToInt(scope -> scope.added).sum();
        int changed = scopes.values().stream().mapToInt(scope -> scope.changed).sum();
        Applied applied = new Applied(added, changed, withdrawn, unchanged, stale, heldWithdrawals, held, contested);
        scopes.values()
                .forEach(scope -> stage.end(scope.name, scope.contestedKeys, gone.getOrDefault(scope, List.of())));
        if (header.reading().trial()) {
            return applied;
        }
        if (held) {
            scopes.values().forEach(scope -> store.drop(scope.scope.id()));
        } else {
            write(gone, applied);
        }
        return applied;
    }

    private void compare(Claim claim) {
        ScopeDiff scope = scope(claim.scope());
        if (scope.scope.isPast(asOf, header)) {
            stale++;
            return;
        }
        ScopeIndex index = scope.index;
        int slot = index.slot(claim.rowKey());
        if (index.is(slot, CLAIMED)) {
            compareAgain(scope, slot, claim);
            return;
        }
        Instant own = claim.version();
        long version = own == null ? asOf : Math.max(asOf, own.toEpochMilli());
        if (!index.is(slot, KNOWN)) {
            scope.added++;
            index.set(slot, STAGED);
            stage.add(scope.scope.id(), claim, version, false);
        } else if (index.version(slot) > version) {
            stale++;
            index.set(slot, STALE);
        } else if (index.hash(slot) == claim.contentHash() && !index.is(slot, WITHDRAWN)) {
            unchanged++;
        } else {
            scope.changed++;
            index.set(slot, STAGED);
            stage.add(scope.scope.id(), claim, version, true);
        }
        index.set(slot, SEEN | CLAIMED);
        index.hash(slot, claim.contentHash());
        index.line(slot, claim.part(), claim.line());
    }

    /** One key twice: the same content is a repetition, another content a contest that nobody wins. */
    private void compareAgain(ScopeDiff scope, int slot, Claim claim) {
        ScopeIndex index = scope.index;
        if (index.hash(slot) == claim.contentHash()) {
            unchanged++;
            return;
        }
        contested.add(new Contested(index.part(slot), index.line(slot), claim.part(), claim.line()));
        if (index.is(slot, CONTESTED)) {
            return;
        }
        index.set(slot, CONTESTED);
        scope.contestedKeys.add(claim.rowKey());
        if (index.is(slot, STALE)) {
            stale--;
        } else if (!index.is(slot, STAGED)) {
            unchanged--;
        } else if (index.is(slot, KNOWN)) {
            scope.changed--;
        } else {
            scope.added--;
        }
    }

    private void protect(Rejection rejection) {
        UUID key = rejection.rowKey();
        String scopeName = rejection.scope();
        if (scopeName == null) {
            unreadable = true;
        } else if (key == null) {
            scope(scopeName).unreadable = true;
        } else {
            ScopeIndex index = scope(scopeName).index;
            index.set(index.slot(key), SEEN);
        }
    }

    private ScopeDiff scope(String name) {
        ScopeDiff known = scopes.get(name);
        if (known == null) {
            stage.flush();
            RegistryStore.Scope scope = store.lock(name);
            known = new ScopeDiff(name, scope, store.index(scope));
            scopes.put(name, known);
        }
        return known;
    }

    private List<UUID> absent(ScopeDiff scope) {
        List<UUID> absent = new ArrayList<>();
        ScopeIndex index = scope.index;
        if (scope.scope.isPast(asOf, header)) {
            return absent;
        }
        for (int slot = 0; slot < index.capacity(); slot++) {
            if (index.is(slot, KNOWN) && !index.is(slot, SEEN | WITHDRAWN) && index.version(slot) <= asOf) {
                absent.add(index.key(slot));
            }
        }
        return absent;
    }

    private static int live(ScopeIndex index) {
        int live = 0;
        for (int slot = 0; slot < index.capacity(); slot++) {
            if (index.is(slot, KNOWN) && !index.is(slot, WITHDRAWN)) {
                live++;
            }
        }
        return live;
    }

    private void write(Map<ScopeDiff, List<UUID>> gone, Applied applied) {
        for (ScopeDiff scope : scopes.values()) {
            if (!scope.contestedKeys.isEmpty()) {
                store.drop(scope.scope.id(), scope.contestedKeys);
            }
        }
        if (applied.withdrawn() > 0) {
            try (CopyWriter rows = store.gone()) {
                gone.forEach((scope, keys) ->
                        keys.forEach(key -> rows.row(2).int4(scope.scope.id()).uuid(key)));
            }
        }
        if (applied.changes() > 0) {
            store.apply(applied.changes(), stage.anyChanged(), applied.withdrawn() > 0);
        }
        scopes.values().forEach(scope -> store.advance(scope.scope.id()));
    }
}
