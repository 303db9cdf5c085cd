package canbao.feed.batch;

import canbao.feed.InboxStore.Stored;
import canbao.feed.batch.BatchReading.Result;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Mode;
import canbao.model.batch.Applied;
import canbao.model.batch.Refusal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.Set;

/** What reading batches came to, and what became of those that were held. */
public final class ResultStore {
    // Counts of an applied batch add up over its readings; those of a held one only say what would be.
    private static final String DONE = """
            UPDATE batch SET contract_version = ?, rows = ?, rejected = ?,
                added = CASE state WHEN 'APPLIED' THEN coalesce(added, 0) ELSE 0 END + ?,
                changed = CASE state WHEN 'APPLIED' THEN coalesce(changed, 0) ELSE 0 END + ?,
                withdrawn = CASE state WHEN 'APPLIED' THEN coalesce(withdrawn, 0) ELSE 0 END + ?,
                unchanged = CASE state WHEN 'APPLIED' THEN coalesce(unchanged, 0) ELSE ? END,
                stale = CASE state WHEN 'APPLIED' THEN coalesce(stale, 0) ELSE ? END,
                held_withdrawals = ?, reason = ?, scopes = ?, state = ?, hold = ?, done_at = clock_timestamp()
            WHERE id = ? AND state = ? AND hold IS NOT DISTINCT FROM nullif(?, '')
            """;
    private static final String COVERED = """
            UPDATE batch SET state = CASE state WHEN 'HELD' THEN 'SUPERSEDED' ELSE state END, hold = 'SUPERSEDED',
                reason = 'superseded by batch ' || newer.id
            FROM (SELECT newer.id FROM batch JOIN batch AS newer ON newer.feed = batch.feed AND newer.state = 'APPLIED'
                    AND newer.repairs IS NULL AND (newer.as_of, newer.rank) > (batch.as_of, batch.rank)
                    AND coalesce(newer.scopes @> batch.scopes, newer.lane = batch.lane)
                  WHERE batch.id = ? LIMIT 1) AS newer
            WHERE batch.id = ?
            """;
    private static final String SUPERSEDE = """
            WITH older AS (
              UPDATE batch SET state = CASE state WHEN 'HELD' THEN 'SUPERSEDED' ELSE state END, hold = 'SUPERSEDED',
                  reason = ?
              WHERE feed = ? AND hold IN ('OPEN', 'CHANGED', 'APPROVED') AND (as_of, rank) < (?, ?)
                AND coalesce(scopes <@ ?::text[], lane = (SELECT lane FROM batch WHERE id = ?))
              RETURNING id)
            UPDATE held_request SET state = 'SUPERSEDED' FROM older
            WHERE held_request.batch = older.id AND held_request.state IN ('ASKED', 'APPROVED')
            """;
    private static final String REFUSE = """
            UPDATE batch SET state = $2, contract_version = $3, reason = $4, done_at = clock_timestamp()
            WHERE id = $1 AND state = 'STORED'
            """;
    private static final String APPROVED = "SELECT digest FROM held_request WHERE batch = $1 AND state = 'APPROVED'";
    private static final String SETTLE_REQUEST =
            "UPDATE held_request SET state = ? WHERE batch = ? AND state = 'APPROVED'";
    private static final String FALL_BACK =
            "UPDATE batch SET hold = 'CHANGED', reason = ? WHERE id = ? AND hold = 'APPROVED'";

    private static final Set<String> SETTLED = Set.of("REFUSED", "RELEASED", "SUPERSEDED");

    private final Database database;

    public ResultStore(Database database) {
        this.database = database;
    }

    /**
     * Closes a batch that was read, in the transaction of its application. False when somebody decided on it meanwhile: then
     * nothing of the transaction may stay.
     */
    public static boolean done(Bulk bulk, Stored batch, int contractVersion, Result.Read read, boolean released) {
        Applied applied = read.applied();
        String[] scopes = read.settling().scopes();
        String before = batch.standing().hold();
        boolean waits = applied.held() || applied.heldWithdrawals() > 0;
        String hold = released ? "RELEASED" : waits ? waiting(before) : SETTLED.contains(before) ? before : "";
        int updated = bulk.run(
                DONE,
                contractVersion,
                read.rows(),
                read.rejections().size(),
                applied.added(),
                applied.changed(),
                applied.withdrawn(),
                applied.unchanged(),
                applied.stale(),
                applied.heldWithdrawals(),
                reason(applied),
                scopes,
                applied.held() ? "HELD" : "APPLIED",
                hold.isEmpty() ? null : hold,
                batch.id(),
                batch.standing().state(),
                before);
        if (hold.equals("OPEN")) {
            bulk.run(COVERED, batch.id(), batch.id());
        }
        if (!applied.held() && read.settling().mode() == Mode.SNAPSHOT) {
            bulk.run(
                    SUPERSEDE,
                    "superseded by batch " + batch.id(),
                    batch.feed().toString(),
                    Timestamp.from(batch.asOf()),
                    batch.standing().rank(),
                    scopes,
                    batch.id());
        }
        if (released) {
            bulk.run(SETTLE_REQUEST, "APPLIED", batch.id());
        }
        return updated == 1;
    }

    /** Closes a batch of which nothing counts. */
    void refuse(Stored batch, String state, int contractVersion, Refusal refusal) {
        database.run(REFUSE, Tuple.of(batch.id(), state, contractVersion, reason(refusal)));
    }

    /** The digest of the changes that were approved. */
    Optional<byte[]> approved(long batch) {
        var rows = database.run(APPROVED, Tuple.of(batch));
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next())
                        .map((Row row) -> row.getBuffer(0).getBytes());
    }

    /** The approval no longer fits: the batch waits for a person again. */
    void holdAgain(Stored batch, String reason) {
        database.inBulkDo(bulk -> {
            bulk.run(FALL_BACK, reason, batch.id());
            bulk.run(SETTLE_REQUEST, "CHANGED", batch.id());
        });
    }

    private static String waiting(String before) {
        return before.equals("REFUSED") ? before : "OPEN";
    }

    static String reason(Refusal refusal) {
        return refusal.rule() + " @ " + refusal.place() + ": " + refusal.fix();
    }

    private static String reason(Applied applied) {
        if (applied.held()) {
            return "TOO_MANY_WITHDRAWALS";
        }
        return applied.heldWithdrawals() > 0 ? "WITHDRAWALS_HELD" : "";
    }
}
