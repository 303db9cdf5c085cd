package canbao.registry;

import canbao.io.CopyWriter;
import canbao.model.PersonKey;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.ChangeObserver;
import canbao.model.batch.ChangeObserver.Kind;
import canbao.model.batch.Claim;
import canbao.model.batch.Sighting;
import canbao.model.batch.SightingFrom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers changed claims in chunks, gives each its person, and writes them to the stage by COPY. */
final class Stage {
    private static final int CHUNK = 16_384;

    private final BatchHeader header;
    private final RegistryStore store;
    private final Function<List<SightingFrom>, List<PersonKey>> enrol;
    private final @Nullable ChangeObserver observer;
    private final List<Change> changes = new ArrayList<>(CHUNK);

    private boolean anyChanged;

    private record Change(int scope, Claim claim, long version, boolean known) {}

    Stage(
            BatchHeader header,
            RegistryStore store,
            Function<List<SightingFrom>, List<PersonKey>> enrol,
            @Nullable ChangeObserver observer) {
        this.header = header;
        this.store = store;
        this.enrol = enrol;
        this.observer = observer;
    }

    /** @param known whether the scope has the claim's key already */
    void add(int scope, Claim claim, long version, boolean known) {
        anyChanged |= known;
        if (observer != null) {
            observer.claimed(known ? Kind.CHANGED : Kind.ADDED, claim);
        }
        if (header.reading().trial()) {
            return;
        }
        changes.add(new Change(scope, claim, version, known));
        if (changes.size() == CHUNK) {
            flush();
        }
    }

    /** Tells whoever watches what a snapshot's end means for these keys of a scope. */
    void end(String scope, List<UUID> contested, List<UUID> withdrawn) {
        if (observer != null) {
            contested.forEach(key -> observer.contested(scope, key));
            withdrawn.forEach(key -> observer.withdrawn(scope, key));
        }
    }

    /** Whether a known row changed. */
    boolean anyChanged() {
        return anyChanged;
    }

    void flush() {
        if (changes.isEmpty()) {
            return;
        }
        // Index pages are then visited one after the other, not each for one row.
        changes.sort(Comparator.comparing(change -> change.claim.rowKey(), PersonKey::compare));
        List<SightingFrom> sightings = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Sighting sighting = change.claim.sighting();
            sightings.add(new SightingFrom(sighting, header.feed(), Instant.ofEpochMilli(change.version)));
        }
        List<PersonKey> persons = enrol.apply(sightings);
        write(false, store::added, (rows, i) -> {
            Change change = changes.get(i);
            key(rows.row(9), change, persons.get(i));
            rows.bool(false).text(change.claim.attributes()).int8(header.id());
            rows.int4(change.claim.line());
        });
        write(
                false,
                store::touched,
                (rows, i) -> rows.row(1).uuid(persons.get(i).value()));
        write(true, store::stage, (rows, i) -> {
            Change change = changes.get(i);
            key(rows.row(7), change, persons.get(i));
            rows.text(change.claim.attributes()).int4(change.claim.line());
        });
        changes.clear();
    }

    private static void key(CopyWriter row, Change change, PersonKey person) {
        row.int4(change.scope).uuid(change.claim.rowKey()).uuid(person.value());
        row.millis(change.version).int8(change.claim.contentHash());
    }

    /** Copies the changes whose keys are known, or those whose keys are not, if there are any. */
    private void write(boolean known, Supplier<CopyWriter> table, ObjIntConsumer<CopyWriter> row) {
        if (changes.stream().noneMatch(change -> change.known == known)) {
            return;
        }
        try (CopyWriter rows = table.get()) {
            for (int i = 0; i < changes.size(); i++) {
                if (changes.get(i).known == known) {
                    row.accept(rows, i);
                }
            }
        }
    }
}
