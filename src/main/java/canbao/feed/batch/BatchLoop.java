package canbao.feed.batch;

import canbao.crypto.Seal;
import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.batch.BatchReading.Applier;
import canbao.feed.batch.BatchReading.Result;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.quarantine.QuarantineStore;
import canbao.identity.CertificateKeys;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.model.batch.Applied;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Refusal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored batches, oldest first: contract, registry, quarantine and the batch's result commit in one transaction, so
 * that a crash anywhere simply reads the batch again. A held batch that was approved is read again too, and applied only
 * when it changes exactly what was shown. A batch that fails again and again is parked with its reason.
 */
public final class BatchLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLoop.class);
    private static final int ATTEMPTS = 5;
    /** Why an approved batch waits again. */
    static final String CHANGED = "CHANGED_SINCE_SHOWN";

    private final Database database;
    private final InboxStore inbox;
    private final BatchReading reading;
    private final ResultStore results;
    private final QuarantineStore quarantine;
    private final Lease lease;
    private long failing;
    private int failures;

    public BatchLoop(
            Database database,
            ContractCatalogue contracts,
            CertificateKeys keys,
            Seal seal,
            Lease lease,
            Applier applier) {
        this.database = database;
        this.inbox = new InboxStore(database, seal);
        this.reading = new BatchReading(contracts, keys, inbox, applier);
        this.results = new ResultStore(database);
        this.quarantine = new QuarantineStore(database, seal);
        this.lease = lease;
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
            refuse(batch, "PARKED", 0, new Refusal("INTERNAL", "batch", "联系运维人员 / ask the operator of the hub"));
        }
    }

    private void read(Stored batch) {
        Contract contract = reading.fitting(batch);
        byte @Nullable [] approved =
                isApproved(batch) ? results.approved(batch.id()).orElse(null) : null;
        Changes changes = approved == null ? null : new Changes();
        BatchHeader.Reading how = new BatchHeader.Reading(batch.isReadAgain(), approved != null, false);
        Result result;
        boolean differs = false;
        try (Bulk bulk = database.bulk()) {
            result = reading.read(bulk, batch, contract, how, changes);
            if (result instanceof Result.Read read) {
                differs = changes != null && !Arrays.equals(changes.digest(), approved);
                if (!differs) {
                    finish(bulk, batch, contract, read, approved != null);
                }
            }
        }
        if (differs) {
            LOG.atWarn().addKeyValue("batch", batch.id()).log("changed since it was shown, held again");
            results.holdAgain(batch, CHANGED);
        }
        if (result instanceof Result.Refused refused) {
            LOG.atWarn()
                    .addKeyValue("batch", batch.id())
                    .addKeyValue("feed", batch.feed())
                    .addKeyValue("rule", refused.refusal().rule())
                    .log("batch refused");
            refuse(batch, "REFUSED", contract.version(), refused.refusal());
        }
    }

    private void finish(Bulk bulk, Stored batch, Contract contract, Result.Read read, boolean released) {
        quarantine.keep(bulk, batch.id(), read.rejections(), batch.standing().contractVersion() != null);
        Applied applied = read.applied();
        if (!applied.held()) {
            read.settling().finish();
        }
        if (!ResultStore.done(bulk, batch, contract.version(), read, released)) {
            LOG.atInfo().addKeyValue("batch", batch.id()).log("decided on meanwhile, looked at again");
            return;
        }
        bulk.commit();
        LOG.atInfo()
                .addKeyValue("batch", batch.id())
                .addKeyValue("feed", batch.feed())
                .addKeyValue("rows", read.rows())
                .addKeyValue("changes", applied.changes())
                .addKeyValue("rejected", read.rejections().size())
                .addKeyValue("held", applied.held())
                .log("batch read");
    }

    private void refuse(Stored batch, String state, int contractVersion, Refusal refusal) {
        if (isApproved(batch)) {
            results.holdAgain(batch, ResultStore.reason(refusal));
        } else {
            results.refuse(batch, state, contractVersion, refusal);
        }
    }

    private static boolean isApproved(Stored batch) {
        return batch.standing().hold().equals("APPROVED");
    }
}
