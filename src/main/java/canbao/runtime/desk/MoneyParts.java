package canbao.runtime.desk;

import canbao.alert.Watch;
import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.desk.money.FundDesk;
import canbao.feed.batch.BatchReading.Applier;
import canbao.fund.FundWatch;
import canbao.fund.Funding;
import canbao.fund.Receiving;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.model.FactKind;
import canbao.policy.PolicyBook;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Money: claims to finance, what finance answers, and the desk's parts for it. */
public final class MoneyParts {
    private final VaultStore vault;
    private final Funding funding;

    /**
     * @param policies those in force now
     * @param clock in the pool area's time zone
     */
    public MoneyParts(
            Database database, Supplier<PolicyBook> policies, VaultStore vault, AuditStore audit, Clock clock) {
        this.vault = vault;
        this.funding = new Funding(database, policies, audit, clock);
    }

    public Funding funding() {
        return funding;
    }

    /** Rows about money go to the claims; everything else, about persons, to the registry. */
    public static Applier applier(Applier registry) {
        return (transaction, header, observer) -> header.kind() == FactKind.APPROPRIATION
                ? Receiving.begin(transaction, header, observer)
                : registry.begin(transaction, header, observer);
    }

    public List<Desk.Part> desk() {
        return List.of(new FundDesk(funding, vault));
    }

    public Watch watch() {
        return new FundWatch(funding);
    }
}
