package canbao.runtime.desk;

import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.desk.PersonDesk;
import canbao.console.desk.PersonPage;
import canbao.crypto.Seal;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.identity.CertificateKeys;
import canbao.identity.Judges;
import canbao.identity.VaultStore;
import canbao.identity.person.ClusterStore;
import canbao.identity.person.LinkStore;
import canbao.identity.person.Merger;
import canbao.identity.review.Reviews;
import canbao.io.Database;
import canbao.ledger.MergeStore;
import canbao.ledger.gate.CommercialGate;
import canbao.ledger.show.CaseFileStore;
import canbao.model.Fact;
import canbao.model.FeedId;
import canbao.policy.PolicyBook;
import canbao.registry.FactStore;
import canbao.registry.PastFactStore;
import canbao.registry.WakeStore;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Who is who: the vault, the facts under the persons that are kept, merging, and the desk's part for it. */
public final class People {
    private final Database database;
    private final ContractCatalogue contracts;
    private final CertificateKeys keys;
    private final AuditStore audit;
    private final VaultStore vault;
    private final WakeStore wakes;
    private final Merger merger;

    public People(
            Database database,
            ContractCatalogue contracts,
            CertificateKeys keys,
            Seal seal,
            AuditStore audit,
            WakeStore wakes,
            InstantSource clock) {
        this.database = database;
        this.contracts = contracts;
        this.keys = keys;
        this.audit = audit;
        this.wakes = wakes;
        this.vault = new VaultStore(database, seal, Judges.of(registers(contracts), keys));
        this.merger =
                new Merger(database, audit, new Merger.Parts(new MergeStore(clock), wakes::wake, vault::differ), clock);
    }

    private static List<FeedId> registers(ContractCatalogue contracts) {
        return contracts.all().stream()
                .filter(contract -> contract.standing().judges() == Contract.Judges.IDENTITY)
                .map(Contract::feed)
                .toList();
    }

    public VaultStore vault() {
        return vault;
    }

    public FactStore facts() {
        return new FactStore(database, this::precedence);
    }

    public Merger merger() {
        return merger;
    }

    /** What has people decided anew. */
    public WakeStore wakes() {
        return wakes;
    }

    public Desk.Part desk() {
        Reviews reviews = new Reviews(database, audit, wakes::wake);
        PersonPage.Sources sources = new PersonPage.Sources(
                vault,
                new ClusterStore(database),
                new LinkStore(database),
                reviews.store(),
                new PastFactStore(database, this::precedence),
                new CaseFileStore(database));
        return new PersonDesk(new PersonDesk.Acts(merger, reviews, keys, audit), sources);
    }

    /** Whether pupils may be sold commercial cover. */
    public CommercialGate gate(Supplier<PolicyBook> policies, Clock clock) {
        CommercialGate.Means means =
                new CommercialGate.Means(keys, vault::find, facts()::current, new CaseFileStore(database), policies);
        return new CommercialGate(means, audit, clock);
    }

    private int precedence(FeedId feed) {
        return contracts
                .find(feed)
                .map(contract -> contract.standing().precedence())
                .orElse(Fact.ORDINARY);
    }
}
