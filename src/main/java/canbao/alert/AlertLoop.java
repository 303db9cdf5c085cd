package canbao.alert;

import canbao.alert.AlertStore.Happened;
import canbao.io.Lease;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/** Asks the watches what is wrong and opens and closes alerts accordingly, on one instance at a time. */
public final class AlertLoop {
    private final AlertStore store;
    private final List<Watch> watches;
    private final Lease lease;
    private final InstantSource clock;

    /** @param watches of which no two have a kind in common */
    public AlertLoop(AlertStore store, List<Watch> watches, Lease lease, InstantSource clock) {
        this.store = store;
        this.watches = List.copyOf(watches);
        this.lease = lease;
        this.clock = clock;
    }

    /** Looks once; false: come back after a pause. */
    public boolean step() {
        OptionalLong epoch = lease.hold();
        if (epoch.isPresent()) {
            watches.forEach(watch -> look(watch, epoch.getAsLong()));
        }
        return false;
    }

    private void look(Watch watch, long epoch) {
        Instant now = clock.instant();
        watch.look(now).ifPresent(view -> {
            Changes changes = Changes.between(store.open(watch.kinds()), view);
            if (!changes.none()) {
                List<Happened> happened = store.apply(changes, lease.name(), epoch, now);
                happened.forEach(Alerts::log);
            }
        });
    }
}
