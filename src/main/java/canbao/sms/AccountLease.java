package canbao.sms;

import canbao.io.LeaseStore;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Our hold on one account: taken when free, renewed at a third of its length. */
final class AccountLease {
    private final LeaseStore leases;
    private final String name;
    private final LongSupplier nanos;
    private OptionalLong epoch = OptionalLong.empty();
    private long renewAt;

    AccountLease(LeaseStore leases, String name, LongSupplier nanos) {
        this.leases = leases;
        this.name = name;
        this.nanos = nanos;
    }

    String name() {
        return name;
    }

    /** The epoch we hold, after renewing it where that is due; empty when we hold none or have just lost it. */
    OptionalLong held() {
        if (epoch.isPresent() && nanos.getAsLong() - renewAt >= 0) {
            if (leases.renew(name, epoch.getAsLong())) {
                scheduleRenewal();
            } else {
                lost();
            }
        }
        return epoch;
    }

    OptionalLong acquire() {
        epoch = leases.acquire(name);
        scheduleRenewal();
        return epoch;
    }

    void lost() {
        epoch = OptionalLong.empty();
    }

    void release() {
        epoch.ifPresent(held -> leases.release(name, held));
        lost();
    }

    private void scheduleRenewal() {
        renewAt = nanos.getAsLong() + leases.length().toNanos() / 3;
    }
}
