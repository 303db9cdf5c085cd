package canbao.feed.quarantine;

import canbao.crypto.Seal;
import canbao.feed.quarantine.Settling.Key;
import canbao.feed.read.SentRow;
import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.Mode;
import canbao.model.batch.Rejection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows that could not be used, numbered within their batch, each with its reason and state; the row as sent is sealed under
 * both numbers.
 */
public final class QuarantineStore {
    private static final String COLUMNS =
            "quarantine (batch, n, part, line, field, masked, rule, fix, sealed, form, scope, row_key)";
    private static final String KNOWN = "SELECT n, part, line, field, rule, state FROM quarantine WHERE batch = ?";
    private static final String SETTLE = """
            UPDATE quarantine SET state = 'SETTLED', by_batch = ?, changed_at = clock_timestamp()
            FROM unnest(?::bigint[], ?::int[]) AS settled(batch, n)
            WHERE quarantine.batch = settled.batch AND quarantine.n = settled.n AND quarantine.state = 'OPEN'
            """;
    private static final String SETTLE_SCOPES = """
            UPDATE quarantine SET state = 'SETTLED', by_batch = newer.id, changed_at = clock_timestamp()
            FROM batch AS older, batch AS newer
            WHERE newer.id = ? AND older.id = quarantine.batch AND older.feed = newer.feed AND older.id <> newer.id
              AND (older.as_of, older.rank) < (newer.as_of, newer.rank) AND quarantine.state = 'OPEN'
              AND (quarantine.scope = ANY(?::text[]) OR (quarantine.scope IS NULL AND older.lane = newer.lane))
            """;
    private static final String SETTLEABLE = """
            SELECT q.batch, q.n, q.scope, q.row_key FROM batch AS newer
            JOIN batch AS older ON older.feed = newer.feed AND older.id <> newer.id
              AND (older.as_of, older.rank) <= (newer.as_of, newer.rank)
            JOIN quarantine AS q ON q.batch = older.id AND q.state = 'OPEN' AND q.row_key IS NOT NULL AND q.scope IS NOT NULL
            WHERE newer.id = ?
            """;
    private static final String LIST = """
            SELECT q.batch, b.feed, q.n, q.part, q.line, q.field, q.masked, q.rule, q.fix, q.state, q.by_batch
            FROM quarantine AS q JOIN batch AS b ON b.id = q.batch
            WHERE ($1::text IS NULL OR b.feed = $1) AND ($2::bigint IS NULL OR q.batch = $2) AND ($3::text IS NULL OR q.state = $3)
              AND (q.batch, q.n) > ($4, $5)
            ORDER BY q.batch, q.n LIMIT $6
            """;
    private static final String GROUPS = """
            SELECT b.feed, q.field, q.rule, count(*)::int AS rows, count(DISTINCT q.batch)::int AS batches, min(q.masked) AS example,
                   min(q.fix) AS fix, min(b.as_of) AS oldest
            FROM quarantine AS q JOIN batch AS b ON b.id = q.batch
            WHERE q.state = 'OPEN' AND ($1::text IS NULL OR b.feed = $1)
            GROUP BY b.feed, q.field, q.rule ORDER BY count(*) DESC, b.feed, q.field, q.rule LIMIT $2
            """;
    private static final String SEALED =
            "SELECT q.batch, q.n, q.part, q.line, q.field, q.rule, q.fix, q.state, q.form, q.sealed"
                    + " FROM quarantine AS q ";
    private static final String ONE = SEALED + "WHERE q.batch = $1 AND q.n = $2";
    private static final String OF_BATCH = SEALED + "WHERE q.batch = $1 AND q.state = $2 ORDER BY q.n";
    private static final String OF_GROUP = SEALED + """
            JOIN batch AS b ON b.id = q.batch
            WHERE q.state = 'OPEN' AND b.feed = $1 AND q.field = $2 AND q.rule = $3 AND ($4::text IS NULL OR q.masked = $4)
            ORDER BY q.batch, q.n LIMIT $5
            """;
    private static final String CLOSE = """
            UPDATE quarantine SET state = ?, by_batch = ?, changed_by = ?, changed_at = clock_timestamp()
            WHERE batch = ? AND n = ANY(?) AND state = 'OPEN'
            """;

    private final Database database;
    private final Seal seal;

    public QuarantineStore(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /** A row in quarantine, without what was sent. */
    public record Waiting(
            long batch,
            String feed,
            int n,
            int part,
            int line,
            String field,
            String masked,
            String rule,
            String fix,
            String state,
            @Nullable Long byBatch) {}

    /** Open rows of one feed with the same cause, and one of their masked values. */
    public record Group(String feed, String field, String rule, int rows, int batches, String example, String fix) {}

    /**
     * A row with what was sent. Personal data.
     *
     * @param sent null when only its place was kept
     */
    record Sealed(
            long batch,
            int n,
            int part,
            int line,
            String field,
            String rule,
            String fix,
            String state,
            @Nullable SentRow sent) {
        @Override
        public String toString() {
            return "Sealed[batch " + batch + " n " + n + "]";
        }
    }

    private record Cause(int part, int line, String field, String rule) {}

    /** What to settle by a batch; on trial nothing. */
    public static Settling settling(Bulk bulk, long batch, Mode mode, boolean trial) {
        Map<Key, List<Settling.Row>> open = new HashMap<>();
        if (!trial && mode == Mode.DELTA) {
            bulk.query(
                    SETTLEABLE,
                    row -> open.computeIfAbsent(
                                    new Key(row.getString(3), row.getObject(4, UUID.class)), key -> new ArrayList<>(1))
                            .add(new Settling.Row(row.getLong(1), row.getInt(2))),
                    batch);
        }
        return new Settling(bulk, batch, mode, open);
    }

    static void settle(Bulk bulk, long batch, String[] scopes) {
        bulk.run(SETTLE_SCOPES, batch, scopes);
    }

    static void settle(Bulk bulk, long by, List<Settling.Row> rows) {
        if (!rows.isEmpty()) {
            bulk.run(
                    SETTLE,
                    by,
                    rows.stream().map(Settling.Row::batch).toArray(Long[]::new),
                    rows.stream().map(Settling.Row::n).toArray(Integer[]::new));
        }
    }

    /**
     * Keeps a batch's rejections.
     *
     * @param again the batch was read before: what is still rejected stays as it is, what no longer is, is settled
     */
    public void keep(Bulk bulk, long batch, List<Rejection> rejections, boolean again) {
        if (!again) {
            add(bulk, batch, 0, rejections);
            return;
        }
        Set<Cause> now = new HashSet<>();
        rejections.forEach(rejection -> now.add(cause(rejection)));
        Set<Cause> before = new HashSet<>();
        List<Settling.Row> gone = new ArrayList<>();
        int[] last = {0};
        bulk.query(
                KNOWN,
                row -> {
                    Cause cause = new Cause(row.getInt(2), row.getInt(3), row.getString(4), row.getString(5));
                    before.add(cause);
                    last[0] = Math.max(last[0], row.getInt(1));
                    if (row.getString(6).equals("OPEN") && !now.contains(cause)) {
                        gone.add(new Settling.Row(batch, row.getInt(1)));
                    }
                },
                batch);
        settle(bulk, batch, gone);
        add(
                bulk,
                batch,
                last[0],
                rejections.stream()
                        .filter(rejection -> !before.contains(cause(rejection)))
                        .toList());
    }

    private static Cause cause(Rejection rejection) {
        return new Cause(rejection.part(), rejection.line(), rejection.field(), rejection.rule());
    }

    private void add(Bulk bulk, long batch, int after, List<Rejection> rejections) {
        if (rejections.isEmpty()) {
            return;
        }
        Seal sealer = seal.copy();
        try (CopyWriter rows = bulk.copyIn(COLUMNS)) {
            int n = after;
            for (Rejection rejection : rejections) {
                byte[] label = label(batch, ++n);
                rows.row(12)
                        .int8(batch)
                        .int4(n)
                        .int4(rejection.part())
                        .int4(rejection.line())
                        .text(rejection.field())
                        .text(rejection.maskedValue())
                        .text(rejection.rule())
                        .text(rejection.fix())
                        .bytes(sealer.seal(rejection.row().getBytes(StandardCharsets.UTF_8), label))
                        .int2(rejection.row().isEmpty() ? 0 : 1)
                        .text(rejection.scope())
                        .uuid(rejection.rowKey());
            }
        }
    }

    /** Rows after a place, in the order of batches. */
    public List<Waiting> list(
            @Nullable FeedId feed,
            @Nullable Long batch,
            @Nullable String state,
            long afterBatch,
            int afterN,
            int limit) {
        List<Waiting> list = new ArrayList<>();
        Tuple values = Tuple.tuple()
                .addString(feed == null ? null : feed.toString())
                .addLong(batch)
                .addString(state)
                .addLong(afterBatch)
                .addInteger(afterN)
                .addInteger(limit);
        for (Row row : database.run(LIST, values)) {
            list.add(new Waiting(
                    row.getLong("batch"),
                    row.getString("feed"),
                    row.getInteger("n"),
                    row.getInteger("part"),
                    row.getInteger("line"),
                    row.getString("field"),
                    row.getString("masked"),
                    row.getString("rule"),
                    row.getString("fix"),
                    row.getString("state"),
                    row.getLong("by_batch")));
        }
        return list;
    }

    /** Open rows by cause, the most frequent first. */
    public List<Group> groups(@Nullable FeedId feed, int limit) {
        List<Group> groups = new ArrayList<>();
        for (Row row : database.run(
                GROUPS,
                Tuple.tuple().addString(feed == null ? null : feed.toString()).addInteger(limit))) {
            groups.add(new Group(
                    row.getString("feed"),
                    row.getString("field"),
                    row.getString("rule"),
                    row.getInteger("rows"),
                    row.getInteger("batches"),
                    row.getString("example"),
                    row.getString("fix")));
        }
        return groups;
    }

    Optional<Sealed> find(long batch, int n) {
        return opened(database.run(ONE, Tuple.of(batch, n))).stream().findFirst();
    }

    List<Sealed> ofBatch(long batch, String state) {
        return opened(database.run(OF_BATCH, Tuple.of(batch, state)));
    }

    List<Sealed> ofGroup(FeedId feed, String field, String rule, @Nullable String masked, int limit) {
        return opened(database.run(OF_GROUP, Tuple.of(feed.toString(), field, rule, masked, limit)));
    }

    /** Closes open rows; returns how many were. */
    static int close(Bulk bulk, String state, long batch, List<Integer> rows, @Nullable Long by, Actor actor) {
        return bulk.run(CLOSE, state, by, actor.toString(), batch, rows.toArray(Integer[]::new));
    }

    private List<Sealed> opened(Iterable<Row> rows) {
        Seal opener = seal.copy();
        List<Sealed> opened = new ArrayList<>();
        for (Row row : rows) {
            long batch = row.getLong("batch");
            int n = row.getInteger("n");
            SentRow sent = row.getInteger("form") == 0
                    ? null
                    : SentRow.decode(new String(
                            opener.open(row.getBuffer("sealed").getBytes(), label(batch, n)), StandardCharsets.UTF_8));
            opened.add(new Sealed(
                    batch,
                    n,
                    row.getInteger("part"),
                    row.getInteger("line"),
                    row.getString("field"),
                    row.getString("rule"),
                    row.getString("fix"),
                    row.getString("state"),
                    sent));
        }
        return opened;
    }

    private static byte[] label(long batch, int n) {
        return ("quarantine " + batch + " n " + n).getBytes(StandardCharsets.US_ASCII);
    }
}
