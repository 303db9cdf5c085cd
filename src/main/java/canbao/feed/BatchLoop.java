package canbao.feed;

import canbao.crypto.Seal;
import canbao.feed.InboxStore.Stored;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.FeedReader;
import canbao.feed.read.VersionFit;
import canbao.identity.CertificateKeys;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored batches, oldest first: contract, registry, quarantine and the batch's result commit in one transaction, so
 * that a crash anywhere simply reads the batch again. A batch that fails again and again is parked with its reason.
 */
public final class BatchLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLoop.class);
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final ContractCatalogue contracts;
    private final CertificateKeys keys;
    private final InboxStore inbox;
    private final QuarantineStore quarantine;
    private final Lease lease;
    private final Applier applier;
    private long failing;
    private int failures;

    /** Begins the application of a batch's rows in the given transaction; the registry's door. */
    @FunctionalInterface
    public interface Applier {
        Applying begin(Bulk bulk, BatchHeader header);
    }

    public BatchLoop(
            Database database,
            ContractCatalogue contracts,
            CertificateKeys keys,
            Seal seal,
            Lease lease,
            Applier applier) {
        this.database = database;
        this.contracts = contracts;
        this.keys = keys;
        this.inbox = new InboxStore(database, seal);
        this.quarantine = new QuarantineStore(seal);
        this.lease = lease;
        this.applier = applier;
    }

    /** Reads one batch; true when one was read. */
    public boolean step() {
        if (lease.hold().isEmpty()) {
            return false;
        }
        Optional<Stored> next = inbox.next();
        next.ifPresent(this::readOrPark);
        return next.isPresent();
    }

    private void readOrPark(Stored batch) {
        try {
            read(batch);
            failures = 0;
        } catch (RuntimeException e) {
            failures = batch.id() == failing ? failures + 1 : 1;
            failing = batch.id();
            if (failures < ATTEMPTS) {
                throw e;
            }
            LOG.atError().addKeyValue("batch", batch.id()).setCause(e).log("parked after repeated failure");
            inbox.refuse(batch, "PARKED", 0, new Refusal("INTERNAL", "batch", "联系运维人员 / ask the operator of the hub"));
        }
    }

    private void read(Stored batch) {
        Contract contract = VersionFit.of(contracts.versions(batch.feed()), () -> inbox.open(batch));
        List<Rejection> rejections = new ArrayList<>();
        int[] rows = {0};
        Optional<Refusal> refusal;
        try (Bulk bulk = database.bulk();
                InputStream bytes = inbox.open(batch)) {
            Applying applying = applier.begin(bulk, header(batch, contract));
            FeedReader reader = new FeedReader(contract, keys, LocalDate.ofInstant(batch.asOf(), Inbox.ZONE));
            refusal = reader.read(bytes, batch.control(), row -> {
                rows[0]++;
                applying.row(row);
                if (row instanceof Rejection rejection) {
                    rejections.add(rejection);
                }
            });
            if (refusal.isEmpty()) {
                finish(bulk, batch, contract, applying.finish(), rows[0], rejections);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refusal.ifPresent(reason -> {
            LOG.atWarn()
                    .addKeyValue("batch", batch.id())
                    .addKeyValue("feed", batch.feed())
                    .addKeyValue("rule", reason.rule())
                    .log("batch refused");
            inbox.refuse(batch, "REFUSED", contract.version(), reason);
        });
    }

    private void finish(
            Bulk bulk, Stored batch, Contract contract, Applied applied, int rows, List<Rejection> rejections) {
        List<Rejection> all = new ArrayList<>(rejections);
        applied.contested().forEach(contested -> all.add(duplicate(contract, contested)));
        quarantine.add(bulk, batch.id(), all);
        InboxStore.done(bulk, batch, new InboxStore.Result(contract.version(), rows, all.size(), applied));
        bulk.commit();
        LOG.atInfo()
                .addKeyValue("batch", batch.id())
                .addKeyValue("feed", batch.feed())
                .addKeyValue("rows", rows)
                .addKeyValue("changes", applied.changes())
                .addKeyValue("rejected", all.size())
                .addKeyValue("held", applied.held())
                .log("batch read");
    }

    private static BatchHeader header(Stored batch, Contract contract) {
        return new BatchHeader(
                batch.id(),
                batch.feed(),
                contract.kind(),
                contract.mode(),
                batch.asOf(),
                contract.limits().maxWithdrawShare());
    }

    private static Rejection duplicate(Contract contract, Applied.Contested contested) {
        return new Rejection(
                1,
                contested.line(),
                String.join("+", contract.rows().key()),
                "***",
                "DUPLICATE_KEY",
                "与第 " + contested.firstLine() + " 行主键相同而内容不同，请保留一行 / same key as line " + contested.firstLine()
                        + " with other content: keep one",
                null,
                null,
                "");
    }
}
