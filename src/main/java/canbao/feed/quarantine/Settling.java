package canbao.feed.quarantine;

import canbao.io.Bulk;
import canbao.model.Mode;
import canbao.model.batch.Claim;
import canbao.model.batch.RowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a batch brings on its way to the registry, and settles the rows in quarantine that it makes pointless: an
 * increment those whose keys it names, a list all those of its scopes.
 */
public final class Settling {
    private final Bulk bulk;
    private final long batch;
    private final Mode mode;
    /** Rows that an increment could settle, by scope and key; mostly none. */
    private final Map<Key, List<Row>> open;

    private final List<Row> settled = new ArrayList<>();
    private final Set<String> scopes = new TreeSet<>();
    private @Nullable String latest;

    record Key(String scope, UUID key) {}

    record Row(long batch, int n) {}

    Settling(Bulk bulk, long batch, Mode mode, Map<Key, List<Row>> open) {
        this.bulk = bulk;
        this.batch = batch;
        this.mode = mode;
        this.open = open;
    }

    public Mode mode() {
        return mode;
    }

    /** The scopes that the batch named, sorted. */
    public String[] scopes() {
        return scopes.toArray(String[]::new);
    }

    public void row(RowResult row) {
        String scope = row.scope();
        if (scope == null) {
            return;
        }
        if (!scope.equals(latest)) {
            scopes.add(scope);
            latest = scope;
        }
        if (!open.isEmpty() && row instanceof Claim claim) {
            List<Row> brought = open.remove(new Key(scope, claim.rowKey()));
            if (brought != null) {
                settled.addAll(brought);
            }
        }
    }

    /** Writes it down, in the transaction in which the batch is applied. */
    public void finish() {
        if (mode == Mode.SNAPSHOT) {
            QuarantineStore.settle(bulk, batch, scopes());
        } else {
            QuarantineStore.settle(bulk, batch, settled);
        }
    }
}
