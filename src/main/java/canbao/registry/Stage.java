package canbao.registry;

import canbao.io.CopyWriter;
import canbao.model.PersonKey;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Claim;
import canbao.model.batch.Sighting;
import canbao.model.batch.SightingFrom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Gathers changed claims in chunks, gives each its person, and writes them to the stage by COPY. */
final class Stage {
    private static final int CHUNK = 4096;

    private final BatchHeader header;
    private final RegistryStore store;
    private final Function<List<SightingFrom>, List<PersonKey>> enrol;
    private final List<Change> changes = new ArrayList<>(CHUNK);

    private record Change(int scope, Claim claim, long version) {}

    Stage(BatchHeader header, RegistryStore store, Function<List<SightingFrom>, List<PersonKey>> enrol) {
        this.header = header;
        this.store = store;
        this.enrol = enrol;
    }

    void add(int scope, Claim claim, long version) {
        changes.add(new Change(scope, claim, version));
        if (changes.size() == CHUNK) {
            flush();
        }
    }

    void flush() {
        if (changes.isEmpty()) {
            return;
        }
        List<SightingFrom> sightings = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Sighting sighting = change.claim.sighting();
            sightings.add(new SightingFrom(sighting, header.feed(), Instant.ofEpochMilli(change.version)));
        }
        List<PersonKey> persons = enrol.apply(sightings);
        try (CopyWriter rows = store.stage()) {
            for (int i = 0; i < changes.size(); i++) {
                Change change = changes.get(i);
                rows.row(7)
                        .int4(change.scope)
                        .uuid(change.claim.rowKey())
                        .uuid(persons.get(i).value())
                        .millis(change.version)
                        .int8(change.claim.contentHash())
                        .text(change.claim.attributes())
                        .int4(change.claim.line());
            }
        }
        changes.clear();
    }
}
