package canbao.feed.replay;

import canbao.feed.batch.BatchReading.Result;
import canbao.feed.replay.Replays.Caps;
import canbao.feed.replay.Replays.Filter;
import canbao.feed.replay.Replays.Status;
import canbao.feed.replay.Replays.Under;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.batch.Applied;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays with their batches: what is to be read again, and how far that is. */
final class ReplayStore {
    // What a person must still decide on, or has refused, is none of a replay's business.
    private static final String FIND = """
            SELECT id, as_of, bytes, coalesce(rows, 0) AS rows, state, contract_version FROM batch
            WHERE feed = $1 AND state = ANY($2) AND ($3::bigint IS NULL OR id = $3)
              AND ($4::timestamptz IS NULL OR as_of >= $4) AND ($5::timestamptz IS NULL OR as_of < $5)
              AND state <> 'STORED' AND coalesce(hold, '') NOT IN ('OPEN', 'CHANGED', 'APPROVED')
              AND NOT (state = 'REFUSED' AND hold = 'REFUSED')
            ORDER BY as_of, rank, id LIMIT $6
            """;
    private static final String ADD = """
            INSERT INTO replay (feed, filter, under, max_batches, max_rows, max_change_share, reason, asked_by, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """;
    private static final String ADD_BATCHES = """
            INSERT INTO replay_batch (replay, ordinal, batch)
            SELECT ?, ordinal, batch FROM unnest(?::bigint[]) WITH ORDINALITY AS listed(batch, ordinal)
            """;
    private static final String MOVE = "UPDATE replay SET state = ?, note = ?,"
            + " ended_at = CASE WHEN ? THEN clock_timestamp() END WHERE id = ? AND state = ANY(?::text[])";
    private static final String OPEN = "SELECT 1 FROM replay WHERE feed = ? AND state IN ('RUNNING', 'PAUSED')";
    private static final String STATUS = """
            SELECT r.id, r.feed, r.filter, r.under, r.max_batches, r.max_rows, r.max_change_share, r.reason, r.asked_by, r.asked_at,
                r.state, r.note, r.ended_at, count(b.*)::int AS batches,
                count(b.*) FILTER (WHERE b.state <> 'WAITING')::int AS done, coalesce(sum(b.rows), 0)::bigint AS rows,
                coalesce(sum(b.added + b.changed + b.withdrawn), 0)::bigint AS changes
            FROM replay AS r LEFT JOIN replay_batch AS b ON b.replay = r.id
            WHERE ($1::bigint IS NULL OR r.id = $1) AND r.id > $2 GROUP BY r.id ORDER BY r.id LIMIT $3
            """;
    private static final String BATCHES = """
            SELECT ordinal, batch, state, contract_version, rows, rejected, added, changed, withdrawn, unchanged, stale, note
            FROM replay_batch WHERE replay = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3
            """;
    private static final String NEXT = """
            SELECT r.id, r.under, r.max_change_share, b.ordinal, b.batch
            FROM replay AS r LEFT JOIN LATERAL (
                SELECT ordinal, batch FROM replay_batch WHERE replay = r.id AND state = 'WAITING' ORDER BY ordinal LIMIT 1) AS b
              ON true
            WHERE r.state = 'RUNNING' ORDER BY r.id LIMIT 1
            """;
    // Waits for somebody who pauses or stops it, and then finds nothing.
    private static final String RUNNING = "SELECT 1 FROM replay WHERE id = ? AND state = 'RUNNING' FOR SHARE";
    private static final String DONE = """
            UPDATE replay_batch SET state = 'DONE', contract_version = ?, rows = ?, rejected = ?, added = ?, changed = ?,
                withdrawn = ?, unchanged = ?, stale = ?
            WHERE replay = ? AND ordinal = ?
            """;
    private static final String PASS = "UPDATE replay_batch SET state = ?, note = ? WHERE replay = ? AND ordinal = ?";

    private final Database database;

    ReplayStore(Database database) {
        this.database = database;
    }

    /** A stored batch that a filter finds. */
    record Candidate(
            long batch,
            Instant asOf,
            long bytes,
            int rows,
            String state,
            @Nullable Integer contractVersion) {}

    /**
     * What to do next.
     *
     * @param batch 0 when all are done
     */
    record Next(long replay, Under under, double maxChangeShare, int ordinal, long batch) {}

    /** Oldest as-of first. */
    List<Candidate> find(Filter filter, int limit) {
        List<Candidate> found = new ArrayList<>();
        Tuple values = Tuple.tuple()
                .addString(filter.feed().toString())
                .addArrayOfString(filter.states().toArray(String[]::new))
                .addLong(filter.batch())
                .addOffsetDateTime(time(filter.since()))
                .addOffsetDateTime(time(filter.before()))
                .addInteger(limit);
        for (Row row : database.run(FIND, values)) {
            found.add(new Candidate(
                    row.getLong("id"),
                    row.getOffsetDateTime("as_of").toInstant(),
                    row.getLong("bytes"),
                    row.getInteger("rows"),
                    row.getString("state"),
                    row.getInteger("contract_version")));
        }
        return found;
    }

    static boolean isOpen(Bulk bulk, Filter filter) {
        boolean[] open = {false};
        bulk.query(OPEN, row -> open[0] = true, filter.feed().toString());
        return open[0];
    }

    static long add(Bulk bulk, Replays.Order order, List<Candidate> batches, Actor actor, Instant at) {
        long[] id = {0};
        Caps caps = order.caps();
        bulk.query(
                ADD,
                row -> id[0] = row.getLong(1),
                order.filter().feed().toString(),
                order.filter().words(),
                order.under().name(),
                caps.maxBatches(),
                caps.maxRows(),
                caps.maxChangeShare(),
                order.reason(),
                actor.toString(),
                Timestamp.from(at));
        bulk.run(ADD_BATCHES, id[0], batches.stream().map(Candidate::batch).toArray(Long[]::new));
        return id[0];
    }

    /** Moves a replay from one of some states; false when it is in none of them. */
    static boolean move(Bulk bulk, long replay, String state, String note, String... from) {
        boolean ends = state.equals("STOPPED") || state.equals("DONE");
        return bulk.run(MOVE, state, note, ends, replay, from) == 1;
    }

    /** Replays after a number, or the only one. */
    List<Status> list(@Nullable Long replay, long after, int limit) {
        List<Status> list = new ArrayList<>();
        for (Row row : database.run(
                STATUS, Tuple.tuple().addLong(replay).addLong(after).addInteger(limit))) {
            OffsetDateTime ended = row.getOffsetDateTime("ended_at");
            list.add(new Status(
                    row.getLong("id"),
                    row.getString("feed"),
                    row.getString("filter"),
                    Under.valueOf(row.getString("under")),
                    new Caps(row.getInteger("max_batches"), row.getLong("max_rows"), row.getDouble("max_change_share")),
                    row.getString("reason"),
                    row.getString("asked_by"),
                    row.getOffsetDateTime("asked_at").toInstant(),
                    row.getString("state"),
                    row.getString("note"),
                    ended == null ? null : ended.toInstant(),
                    row.getInteger("batches"),
                    row.getInteger("done"),
                    row.getLong("rows"),
                    row.getLong("changes")));
        }
        return list;
    }

    List<Replays.Replayed> batches(long replay, int after, int limit) {
        List<Replays.Replayed> batches = new ArrayList<>();
        for (Row row : database.run(BATCHES, Tuple.of(replay, after, limit))) {
            batches.add(new Replays.Replayed(
                    row.getInteger("ordinal"),
                    row.getLong("batch"),
                    row.getString("state"),
                    row.getInteger("contract_version"),
                    row.getInteger("rows"),
                    row.getInteger("rejected"),
                    row.getInteger("added"),
                    row.getInteger("changed"),
                    row.getInteger("withdrawn"),
                    row.getInteger("unchanged"),
                    row.getInteger("stale"),
                    row.getString("note")));
        }
        return batches;
    }

    /** The next batch of the oldest replay that runs. */
    Optional<Next> next() {
        for (Row row : database.run(NEXT)) {
            boolean more = row.getLong("batch") != null;
            return Optional.of(new Next(
                    row.getLong("id"),
                    Under.valueOf(row.getString("under")),
                    row.getDouble("max_change_share"),
                    more ? row.getInteger("ordinal") : 0,
                    more ? row.getLong("batch") : 0));
        }
        return Optional.empty();
    }

    static boolean isRunning(Bulk bulk, long replay) {
        boolean[] running = {false};
        bulk.query(RUNNING, row -> running[0] = true, replay);
        return running[0];
    }

    static void done(Bulk bulk, Next next, int contractVersion, Result.Read read) {
        Applied applied = read.applied();
        bulk.run(
                DONE,
                contractVersion,
                read.rows(),
                read.rejections().size(),
                applied.added(),
                applied.changed(),
                applied.withdrawn(),
                applied.unchanged(),
                applied.stale(),
                next.replay(),
                next.ordinal());
    }

    /** Goes past a batch of which nothing is applied. */
    static void pass(Bulk bulk, Next next, String state, String note) {
        bulk.run(PASS, state, note, next.replay(), next.ordinal());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
