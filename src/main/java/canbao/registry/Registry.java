package canbao.registry;

import canbao.io.Bulk;
import canbao.model.Mode;
import canbao.model.PersonKey;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.ChangeObserver;
import canbao.model.batch.SightingFrom;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        return begin(bulk, header, null);
    }

    /** @param observer is told every change; null when nobody asks */
    public Applying begin(Bulk bulk, BatchHeader header, @Nullable ChangeObserver observer) {
        RegistryStore store = new RegistryStore(bulk, header, wakeups);
        Stage stage = new Stage(header, store, enrol, observer);
        return header.mode() == Mode.SNAPSHOT
                ? new SnapshotDiff(header, store, stage)
                : new DeltaDiff(header, store, stage);
    }
}
