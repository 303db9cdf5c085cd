package canbao.cli.demo;

import canbao.io.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** What the demo asks the database, apart from the hub's own code. */
final class DemoStore {
    private static final String BATCH = """
            SELECT state, added, changed, withdrawn, unchanged, rejected, held_withdrawals
            FROM batch WHERE feed = $1 AND name = $2 ORDER BY id DESC LIMIT 1
            """;
    private static final String MINORS = """
            SELECT count(*) FROM enrolment_case WHERE state = 'SUBSIDISED' AND minor AND category = ANY($1)
            """;
    private static final String SCHOOL = """
            SELECT count(*), count(*) FILTER (WHERE attributes ->> 'nonLocal' = 'true')
            FROM fact JOIN scope ON scope.id = fact.scope
            WHERE scope.feed = 'education/roster' AND scope.name = $1 AND NOT withdrawn
            """;
    // Facts, not rows: a record that is delivered twice is still one.
    private static final String POLICE_FACTS =
            "SELECT count(*) FROM fact JOIN scope ON scope.id = fact.scope WHERE scope.feed = 'police/population'";
    // A repetition uses up a number, so that numbers do not count.
    private static final String BATCHES = "SELECT count(*) FROM batch WHERE id > $1";
    private static final String CHANGES = """
            SELECT coalesce(sum(added + changed + withdrawn), 0)::bigint FROM batch WHERE state = 'APPLIED' AND id > $1
            """;
    private static final String LAST_BATCH = "SELECT coalesce(max(id), 0) FROM batch";
    private static final String WITHDRAWN_BY =
            "SELECT count(*) FROM fact JOIN batch ON batch.id = fact.batch WHERE fact.withdrawn AND batch.name = $1";
    private static final String EVER_HELD =
            "SELECT count(*) FROM batch WHERE reason = 'TOO_MANY_WITHDRAWALS' OR state = 'HELD'"
                    + " OR reason LIKE 'superseded by%'";
    // The claim locks the case that the payment changes: the one that came first was written first.
    private static final String REMINDED_AFTER = """
            SELECT count(DISTINCT r.message) FROM reminder r
            JOIN attempt a ON a.message = r.message
            JOIN entry e ON e.person = r.person AND e.kind = $1
            JOIN posting p ON p.id = e.posting AND p.recorded_at < a.written_at
            WHERE r.cancelled_at IS NULL AND a.state <> 'NOT_WRITTEN'
              AND NOT EXISTS (SELECT 1 FROM entry later JOIN posting lp ON lp.id = later.posting
                              WHERE later.person = e.person AND later.kind = 'OWED'
                              AND later.ordinal > e.ordinal AND lp.recorded_at < a.written_at)
            """;
    private static final String FROZEN_ORDERS = """
            SELECT count(*) FROM enrolment_order JOIN frozen_case USING (person, coverage_year, product)
            WHERE state = 'QUEUED'
            """;
    private static final String LEADS =
            "SELECT reason || ' ' || state AS lead, count(*) FROM lead GROUP BY 1 ORDER BY 1";
    private static final String BROKEN_ENTRIES = """
            SELECT count(*) FROM enrolment_case c
            WHERE c.ordinal <> (SELECT count(*) FROM entry e WHERE e.person = c.person
                                AND e.coverage_year = c.coverage_year AND e.product = c.product)
            """;

    private final Database database;

    DemoStore(Database database) {
        this.database = database;
    }

    /** What became of a file. */
    record Batch(
            String state, int added, int changed, int withdrawn, int unchanged, int rejected, int heldWithdrawals) {}

    Batch batch(String feed, String name) {
        for (Row row : database.run(BATCH, Tuple.of(feed, name))) {
            return new Batch(
                    row.getString(0),
                    number(row, 1),
                    number(row, 2),
                    number(row, 3),
                    number(row, 4),
                    number(row, 5),
                    number(row, 6));
        }
        return new Batch("MISSING", 0, 0, 0, 0, 0, 0);
    }

    long minors(List<String> categories) {
        return database.run(MINORS, Tuple.of((Object) categories.toArray(String[]::new)))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Pupils of a school, and those of them whose household is registered elsewhere. */
    long[] school(String code) {
        Row row = database.run(SCHOOL, Tuple.of(code)).iterator().next();
        return new long[] {row.getLong(0), row.getLong(1)};
    }

    long policeFacts() {
        return one(POLICE_FACTS, Tuple.tuple());
    }

    long lastBatch() {
        return one(LAST_BATCH, Tuple.tuple());
    }

    long batchesSince(long batch) {
        return one(BATCHES, Tuple.of(batch));
    }

    long changesSince(long batch) {
        return one(CHANGES, Tuple.of(batch));
    }

    long withdrawnBy(String file) {
        return one(WITHDRAWN_BY, Tuple.of(file));
    }

    long everHeld() {
        return one(EVER_HELD, Tuple.tuple());
    }

    /** Messages whose intent was committed after the ledger had taken in the given kind of entry. */
    long remindedAfter(String kind) {
        return one(REMINDED_AFTER, Tuple.of(kind));
    }

    /** How many leads there are, by reason and state. */
    JsonObject leads() {
        JsonObject leads = new JsonObject();
        database.run(LEADS).forEach(row -> leads.put(row.getString(0), row.getLong(1)));
        return leads;
    }

    /** Orders that do not leave, because a difference holds their case. */
    long frozenOrders() {
        return one(FROZEN_ORDERS, Tuple.tuple());
    }

    /** Cases whose entries are not numbered 1 to their ordinal without gap. */
    long brokenEntries() {
        return one(BROKEN_ENTRIES, Tuple.tuple());
    }

    private long one(String sql, Tuple values) {
        return database.run(sql, values).iterator().next().getLong(0);
    }

    private static int number(Row row, int column) {
        Integer value = row.getInteger(column);
        return value == null ? 0 : value;
    }
}
