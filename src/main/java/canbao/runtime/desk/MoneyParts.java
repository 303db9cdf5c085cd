package canbao.runtime.desk;

import canbao.alert.Watch;
import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.desk.money.FundDesk;
import canbao.console.desk.money.ReconDesk;
import canbao.feed.batch.BatchReading.Applier;
import canbao.fund.FundWatch;
import canbao.fund.Funding;
import canbao.fund.Receiving;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.model.FactKind;
import canbao.policy.PolicyBook;
import canbao.recon.Reconciling;
import canbao.registry.WakeStore;
import canbao.routes.Routes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Money: claims to finance, what finance answers, what offices say otherwise, and the desk's parts for it. */
public final class MoneyParts {
    private final Means with;
    private final VaultStore vault;
    private final Funding funding;
    private final Reconciling reconciling;

    /**
     * @param policies those in force now
     * @param wakes has people decided anew
     */
    public MoneyParts(Means with, Supplier<PolicyBook> policies, WakeStore wakes) {
        this.with = with;
        this.vault = with.vault();
        this.funding = new Funding(with.database(), policies, with.audit(), with.clock());
        this.reconciling = new Reconciling(with.database(), policies, wakes::wake, with.audit(), with.clock());
    }

    /** What they are made of; the clock is in the pool area's time zone. */
    public record Means(Database database, VaultStore vault, AuditStore audit, Clock clock) {}

    public Reconciling reconciling() {
        return reconciling;
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
        return List.of(new FundDesk(funding, vault), new ReconDesk(reconciling, vault));
    }

    /** What a day of batch debits brings once the day's work is done. */
    public Consumer<LocalDate> debits(Routes routes) {
        return DebitsOut.of(with, routes);
    }

    public Watch watch() {
        return new FundWatch(funding);
    }
}
