package canbao.runtime.desk;

import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.desk.HeldDesk;
import canbao.console.desk.QuarantineDesk;
import canbao.console.desk.ReplayDesk;
import canbao.crypto.Seal;
import canbao.feed.InboxStore;
import canbao.feed.batch.BatchReading;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.held.HeldBatches;
import canbao.feed.held.People;
import canbao.feed.quarantine.QuarantineStore;
import canbao.feed.quarantine.Repairs;
import canbao.feed.quarantine.Returns;
import canbao.feed.replay.Replays;
import canbao.identity.CertificateKeys;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.registry.OwnerStore;
import java.time.InstantSource;
import java.util.List;

/** Held batches, quarantine and replays at the desk. */
public final class BatchParts {
    private BatchParts() {}

    /** What they are made of. */
    public record Means(
            Database database,
            Seal seal,
            ContractCatalogue contracts,
            CertificateKeys keys,
            VaultStore vault,
            AuditStore audit,
            InstantSource clock) {}

    public static List<Desk.Part> of(Means with, BatchReading reading) {
        InboxStore inbox = new InboxStore(with.database(), with.seal());
        QuarantineStore quarantine = new QuarantineStore(with.database(), with.seal());
        People people = new People(new OwnerStore(with.database())::owners, with.vault()::identities);
        return List.of(
                new HeldDesk(new HeldBatches(with.database(), inbox, reading, people, with.audit(), with.clock())),
                new QuarantineDesk(
                        quarantine,
                        new Repairs(
                                with.database(),
                                inbox,
                                quarantine,
                                with.contracts(),
                                with.keys(),
                                with.audit(),
                                with.clock()),
                        new Returns(with.database(), inbox, quarantine, with.contracts(), with.audit())),
                new ReplayDesk(new Replays(with.database(), inbox, reading, with.audit(), with.clock())));
    }
}
