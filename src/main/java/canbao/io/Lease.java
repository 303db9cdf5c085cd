package canbao.io;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * One duty as its holder sees it: {@link #hold()} before each step acquires the lease, or renews it once a third of its
 * length is over. Used by one thread.
 */
public final class Lease {
    private final LeaseStore store;
    private final String name;
    private final LongSupplier nanoClock;
    private long epoch;
    private long renewedAt;

    public Lease(LeaseStore store, String name) {
        this(store, name, System::nanoTime);
    }

    Lease(LeaseStore store, String name, LongSupplier nanoClock) {
        this.store = store;
        this.name = name;
        this.nanoClock = nanoClock;
    }

    public String name() {
        return name;
    }

    /** The epoch under which the duty is ours now; empty when somebody else has it. */
    public OptionalLong hold() {
        long now = nanoClock.getAsLong();
        if (epoch != 0 && now - renewedAt < store.length().toNanos() / 3) {
            return OptionalLong.of(epoch);
        }
        if (epoch != 0 && store.renew(name, epoch)) {
            renewedAt = now;
            return OptionalLong.of(epoch);
        }
        OptionalLong acquired = store.acquire(name);
        epoch = acquired.orElse(0);
        renewedAt = now;
        return acquired;
    }

    /** Forgets the epoch: a transaction found that it is no longer the newest. */
    public void lost() {
        epoch = 0;
    }

    /** Gives the duty back. */
    public void release() {
        if (epoch != 0) {
            store.release(name, epoch);
            epoch = 0;
        }
    }
}
