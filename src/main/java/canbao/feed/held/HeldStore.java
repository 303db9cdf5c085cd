package canbao.feed.held;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batches that wait for a person, and what was asked and decided. */
final class HeldStore {
    private static final String LIST = """
            SELECT b.id, b.feed, b.as_of, b.received_at, b.state, b.hold, b.reason, b.rows, b.added, b.changed,
                   CASE b.state WHEN 'HELD' THEN b.withdrawn ELSE 0 END AS withdrawn, b.held_withdrawals,
                   r.asked_by, r.asked_at
            FROM batch AS b LEFT JOIN held_request AS r ON r.batch = b.id AND r.state IN ('ASKED', 'APPROVED')
            WHERE b.hold IN ('OPEN', 'CHANGED', 'APPROVED') AND b.id > $1 ORDER BY b.id LIMIT $2
            """;
    private static final String REQUEST = """
            SELECT digest, added, changed, withdrawn, reason, asked_by, asked_at, state, decided_by, decided_at, decision
            FROM held_request WHERE batch = $1 ORDER BY id DESC LIMIT 1
            """;
    // Whoever decides waits for a newer list that is just being applied, and sees what became of the batch.
    private static final String LOCK = "SELECT coalesce(hold, '') FROM batch WHERE id = ? FOR UPDATE";
    private static final String REPLACE =
            "UPDATE held_request SET state = 'REPLACED' WHERE batch = ? AND state = 'ASKED'";
    private static final String ASK = """
            INSERT INTO held_request (batch, digest, contract_version, added, changed, withdrawn, reason, asked_by, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String ASKED_BY = "SELECT asked_by FROM held_request WHERE batch = ? AND state = 'ASKED'";
    private static final String DECIDE = """
            UPDATE held_request SET state = ?, decided_by = ?, decided_at = ?, decision = ?
            WHERE batch = ? AND state = 'ASKED' AND asked_by <> ?
            """;
    private static final String APPROVE = "UPDATE batch SET hold = 'APPROVED' WHERE id = ?";
    private static final String REFUSE = """
            UPDATE batch SET hold = 'REFUSED', reason = 'REFUSED_BY_STAFF', done_at = clock_timestamp(),
                state = CASE state WHEN 'HELD' THEN 'REFUSED' ELSE state END
            WHERE id = ?
            """;

    private final Database database;

    HeldStore(Database database) {
        this.database = database;
    }

    List<HeldBatches.Held> list(long after, int limit) {
        List<HeldBatches.Held> held = new ArrayList<>();
        for (Row row : database.run(LIST, Tuple.of(after, limit))) {
            held.add(new HeldBatches.Held(
                    row.getLong("id"),
                    row.getString("feed"),
                    row.getOffsetDateTime("as_of").toInstant(),
                    row.getOffsetDateTime("received_at").toInstant(),
                    row.getString("state"),
                    row.getString("hold"),
                    row.getString("reason"),
                    row.getInteger("rows"),
                    row.getInteger("added"),
                    row.getInteger("changed"),
                    row.getInteger("withdrawn") + row.getInteger("held_withdrawals"),
                    row.getString("asked_by"),
                    instant(row.getOffsetDateTime("asked_at"))));
        }
        return held;
    }

    /** What was asked last of a batch. */
    Optional<HeldBatches.Request> request(long batch) {
        var rows = database.run(REQUEST, Tuple.of(batch));
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(new HeldBatches.Request(
                HexFormat.of().formatHex(row.getBuffer("digest").getBytes()),
                row.getInteger("added"),
                row.getInteger("changed"),
                row.getInteger("withdrawn"),
                row.getString("reason"),
                row.getString("asked_by"),
                row.getOffsetDateTime("asked_at").toInstant(),
                row.getString("state"),
                row.getString("decided_by"),
                instant(row.getOffsetDateTime("decided_at")),
                row.getString("decision")));
    }

    /** Locks a batch and says what a person has to say of it: empty for nothing, or when there is no such batch. */
    static String lock(Bulk bulk, long batch) {
        String[] hold = {""};
        bulk.query(LOCK, row -> hold[0] = row.getString(1), batch);
        return hold[0];
    }

    static void ask(Bulk bulk, long batch, HeldBatches.Shown shown, Actor actor, Instant at, String reason) {
        bulk.run(REPLACE, batch);
        bulk.run(
                ASK,
                batch,
                HexFormat.of().parseHex(shown.digest()),
                shown.contractVersion(),
                shown.added(),
                shown.changed(),
                shown.withdrawn(),
                reason,
                actor.toString(),
                Timestamp.from(at));
    }

    /** Who has asked and waits for an answer. */
    static Optional<String> askedBy(Bulk bulk, long batch) {
        List<String> asked = new ArrayList<>(1);
        bulk.query(ASKED_BY, row -> asked.add(row.getString(1)), batch);
        return asked.stream().findFirst();
    }

    /** Notes the decision of somebody else than who asked; false when it is the same. */
    static boolean decide(Bulk bulk, long batch, boolean approve, Actor actor, Instant at, String reason) {
        int decided = bulk.run(
                DECIDE,
                approve ? "APPROVED" : "REFUSED",
                actor.toString(),
                Timestamp.from(at),
                reason,
                batch,
                actor.toString());
        if (decided == 1) {
            bulk.run(approve ? APPROVE : REFUSE, batch);
        }
        return decided == 1;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
