package canbao.registry;

import canbao.io.Bulk;
import canbao.model.Mode;
import canbao.model.PersonKey;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.SightingFrom;
import java.util.List;
import java.util.function.Function;

/** The door of the registry: begins the application of a batch in the caller's transaction. */
public final class Registry {
    private final Function<List<SightingFrom>, List<PersonKey>> enrol;
    private final RegistryStore.Wakeups wakeups;

    /**
     * @param enrol gives each sighting its person, see {@code VaultStore.enrol}
     * @param topic where changes are announced, and {@code partitions} how many parts it has
     */
    public Registry(Function<List<SightingFrom>, List<PersonKey>> enrol, String topic, int partitions) {
        this.enrol = enrol;
        this.wakeups = new RegistryStore.Wakeups(topic, partitions);
    }

    public Applying begin(Bulk bulk, BatchHeader header) {
        RegistryStore store = new RegistryStore(bulk, wakeups);
        Stage stage = new Stage(header, store, enrol);
        return header.mode() == Mode.SNAPSHOT
                ? new SnapshotDiff(header, store, stage)
                : new DeltaDiff(header, store, stage);
    }
}
