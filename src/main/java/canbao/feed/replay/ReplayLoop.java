package canbao.feed.replay;

import canbao.crypto.Seal;
import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.batch.BatchReading;
import canbao.feed.batch.BatchReading.Result;
import canbao.feed.batch.ResultStore;
import canbao.feed.contract.Contract;
import canbao.feed.quarantine.QuarantineStore;
import canbao.feed.replay.ReplayStore.Next;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.model.batch.Applied;
import canbao.model.batch.BatchHeader;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the batches of replays again, one to a step and one to a transaction, so that a crash repeats at most one. Runs in
 * the thread and under the lease of {@link canbao.feed.batch.BatchLoop}, when that has nothing to do: live batches go first,
 * and the two never wait for each other's scopes. Stops a replay at its cap, or where a person would have to decide.
 */
public final class ReplayLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayLoop.class);
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final InboxStore inbox;
    private final BatchReading reading;
    private final QuarantineStore quarantine;
    private final ReplayStore store;
    private final Lease lease;
    private int failures;

    /** @param lease the reader's own, the very same object */
    public ReplayLoop(Database database, InboxStore inbox, BatchReading reading, Seal seal, Lease lease) {
        this.database = database;
        this.inbox = inbox;
        this.reading = reading;
        this.quarantine = new QuarantineStore(database, seal);
        this.store = new ReplayStore(database);
        this.lease = lease;
    }

    /** Reads one batch again; true when one was. */
    public boolean step() {
        if (lease.hold().isEmpty()) {
            return false;
        }
        Optional<Next> next = store.next();
        next.ifPresent(this::replayOrStop);
        return next.isPresent();
    }

    private void replayOrStop(Next next) {
        if (next.batch() == 0) {
            end(next, "DONE", "");
            return;
        }
        try {
            replay(next);
            failures = 0;
        } catch (RuntimeException e) {
            if (++failures < ATTEMPTS) {
                throw e;
            }
            failures = 0;
            LOG.atError().addKeyValue("replay", next.replay()).setCause(e).log("replay stopped after repeated failure");
            stop(next, "FAILED", "batch " + next.batch() + ": INTERNAL");
        }
    }

    private void replay(Next next) {
        Optional<Stored> stored = inbox.find(next.batch());
        Optional<Contract> contract = stored.flatMap(batch -> Replays.contract(reading, batch, next.under()));
        if (stored.isEmpty() || contract.isEmpty() || waits(stored.get())) {
            String why = stored.isEmpty() ? "GONE" : contract.isEmpty() ? "VERSION_GONE" : "WAITS_FOR_A_PERSON";
            pass(next, "SKIPPED", why);
            return;
        }
        read(next, stored.get(), contract.get());
    }

    private static boolean waits(Stored batch) {
        return switch (batch.standing().hold()) {
            case "OPEN", "CHANGED", "APPROVED" -> true;
            default -> batch.standing().state().equals("STORED");
        };
    }

    private void read(Next next, Stored batch, Contract contract) {
        Result result;
        String over = "";
        try (Bulk bulk = database.bulk()) {
            BatchHeader.Reading how = new BatchHeader.Reading(true, false, false);
            result = reading.read(bulk, batch, contract, how, null);
            if (result instanceof Result.Read read) {
                over = over(next, read);
                if (over.isEmpty()) {
                    commit(bulk, next, batch, contract, read);
                }
            }
        }
        if (result instanceof Result.Refused refused) {
            pass(
                    next,
                    "REFUSED",
                    refused.refusal().rule() + " @ " + refused.refusal().place());
        } else if (!over.isEmpty()) {
            stop(next, "OVER_CAP", over);
        }
    }

    private static String over(Next next, Result.Read read) {
        Applied applied = read.applied();
        if (applied.held()) {
            return "batch " + next.batch() + " would withdraw " + applied.withdrawn() + ": a person must decide";
        }
        return applied.changes() > next.maxChangeShare() * read.rows()
                ? "batch " + next.batch() + " would change " + applied.changes() + " at " + read.rows() + " rows"
                : "";
    }

    private void commit(Bulk bulk, Next next, Stored batch, Contract contract, Result.Read read) {
        quarantine.keep(bulk, batch.id(), read.rejections(), batch.standing().contractVersion() != null);
        read.settling().finish();
        boolean asItWas = ResultStore.done(bulk, batch, contract.version(), read, false);
        if (!asItWas || !ReplayStore.isRunning(bulk, next.replay())) {
            return;
        }
        ReplayStore.done(bulk, next, contract.version(), read);
        bulk.commit();
        LOG.atInfo()
                .addKeyValue("replay", next.replay())
                .addKeyValue("batch", batch.id())
                .addKeyValue("changes", read.applied().changes())
                .log("batch read again");
    }

    private void pass(Next next, String state, String note) {
        database.inBulkDo(bulk -> ReplayStore.pass(bulk, next, state, note));
    }

    private void stop(Next next, String state, String note) {
        database.inBulkDo(bulk -> {
            ReplayStore.pass(bulk, next, state, note);
            ReplayStore.move(bulk, next.replay(), "STOPPED", note, "RUNNING");
        });
    }

    private void end(Next next, String state, String note) {
        database.inBulkDo(bulk -> ReplayStore.move(bulk, next.replay(), state, note, "RUNNING"));
        LOG.atInfo().addKeyValue("replay", next.replay()).log("replay ended");
    }
}
