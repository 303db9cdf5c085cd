package canbao.runtime;

import canbao.alert.AlertKind;
import canbao.console.Status;
import canbao.io.Database;
import canbao.model.FeedId;
import canbao.model.Wording;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts for the page and for the demo's account of itself, read across the features' tables. */
public final class BoardStore {
    private static final String COUNTS = """
            SELECT
              (SELECT count(*) FROM batch) AS batches,
              (SELECT count(DISTINCT feed) FROM batch) AS feeds,
              (SELECT coalesce(sum(bytes), 0)::bigint FROM batch) AS bytes,
              (SELECT count(*) FROM batch WHERE state = 'STORED') AS unread,
              (SELECT count(*) FROM batch WHERE hold IN ('OPEN', 'CHANGED')) AS held,
              (SELECT count(*) FROM batch WHERE state IN ('REFUSED', 'PARKED')) AS refused,
              (SELECT coalesce(sum(rows), 0)::bigint FROM batch) AS rows,
              (SELECT coalesce(sum(rejected), 0)::bigint FROM batch) AS rejected,
              (SELECT coalesce(sum(unchanged), 0)::bigint FROM batch) AS unchanged,
              (SELECT coalesce(sum(added), 0)::bigint FROM batch WHERE state = 'APPLIED') AS added,
              (SELECT coalesce(sum(changed), 0)::bigint FROM batch WHERE state = 'APPLIED') AS changed,
              (SELECT coalesce(sum(withdrawn), 0)::bigint FROM batch WHERE state = 'APPLIED') AS withdrawn,
              (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS unsent,
              (SELECT count(*) FROM enrolment_case
               WHERE unpaid IS NOT NULL AND state IN ('OWING', 'PART_OWING') AND owed_fen > 0) AS unreminded,
              (SELECT count(*) FROM vault) AS subjects,
              (SELECT count(*) FROM entry) AS entries
            """;
    private static final String UNDECIDED = """
            SELECT count(DISTINCT f.person) FROM fact f JOIN applied a USING (batch) LEFT JOIN person_alias s USING (person)
            WHERE NOT EXISTS (
              SELECT 1 FROM enrolment_case c WHERE c.person = coalesce(s.kept, f.person) AND c.revision >= a.revision)
            """;
    private static final String STATES = """
            SELECT state, category IS NOT NULL AS entitled, minor, count(*), sum(subsidy_fen)::bigint
            FROM enrolment_case WHERE product = 390 AND coverage_year = $1 GROUP BY 1, 2, 3
            """;
    // By an index of these states alone: asked every few seconds, whatever else there is.
    private static final String ENTITLED = """
            SELECT count(*) FILTER (WHERE state IN ('SUBSIDISED', 'POST_HOC')), count(*) FROM enrolment_case
            WHERE state IN ('ENROL_ORDERED', 'LEVY_ORDERED', 'LEVY_REFUSED', 'PART_OWING', 'SUBSIDISED', 'POST_HOC', 'REJECTED')
              AND product = 390 AND coverage_year = $1
            """;
    private static final String ORDERS = "SELECT destination, state, count(*) FROM enrolment_order GROUP BY 1, 2";
    private static final String HELD = """
            SELECT b.id, b.feed, b.name, b.state = 'HELD' AS whole, w.people AS withdrawn, b.done_at,
                   coalesce(b.unchanged, 0) + coalesce(b.changed, 0) + coalesce(w.people, 0) AS known
            FROM batch b CROSS JOIN LATERAL (
              SELECT CASE b.state WHEN 'HELD' THEN b.withdrawn ELSE b.held_withdrawals END AS people) AS w
            WHERE hold IN ('OPEN', 'CHANGED') ORDER BY id DESC LIMIT 20
            """;
    private static final Wording TOO_MANY = new Wording(
            "一次退出的人数超过合约上限，整批未生效", "would withdraw more people than the contract allows: nothing of it is in force");
    private static final Wording WITHDRAWALS =
            new Wording("名单中有无法识别的行，其余已生效，退出待核定", "a row could not be read: all but the withdrawals is in force");
    private static final String RULES = "SELECT rule, count(*) FROM quarantine GROUP BY rule ORDER BY rule";
    private static final String QUARANTINE = """
            SELECT q.batch, b.feed, q.part, q.line, q.field, q.masked, q.rule, q.fix
            FROM quarantine q JOIN batch b ON b.id = q.batch ORDER BY q.batch DESC, q.n LIMIT $1
            """;

    private static final String OPEN_ALERTS = """
            SELECT id, kind, subject, owner, zh, en, since, count(*) OVER () AS total
            FROM alert WHERE closed_at IS NULL ORDER BY id DESC LIMIT $1
            """;

    private final Database database;

    public BoardStore(Database database) {
        this.database = database;
    }

    /** The simple counters, by name. */
    public Map<String, Long> counts() {
        Row row = database.run(COUNTS).iterator().next();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            counts.put(row.getColumnName(i), row.getLong(i));
        }
        return counts;
    }

    /** How many people changed since they were last decided. */
    public long undecided() {
        return database.run(UNDECIDED).iterator().next().getLong(0);
    }

    /** A coverage year's cases by state, and what is paid for them. */
    public record Cases(String state, boolean entitled, boolean minor, long count, long subsidyFen) {}

    public List<Cases> cases(int coverageYear) {
        List<Cases> cases = new ArrayList<>();
        for (Row row : database.run(STATES, Tuple.of(coverageYear))) {
            cases.add(
                    new Cases(row.getString(0), row.getBoolean(1), row.getBoolean(2), row.getLong(3), row.getLong(4)));
        }
        return cases;
    }

    /** How many are entitled to help for a coverage year, and how many of them have it. */
    public record Entitled(long subsidised, long entitled) {}

    public Entitled entitled(int coverageYear) {
        Row row = database.run(ENTITLED, Tuple.of(coverageYear)).iterator().next();
        return new Entitled(row.getLong(0), row.getLong(1));
    }

    /** Orders by destination and state, such as {@code TAX/DONE}. */
    public Map<String, Long> orders() {
        Map<String, Long> orders = new LinkedHashMap<>();
        database.run(ORDERS).forEach(row -> orders.put(row.getString(0) + "/" + row.getString(1), row.getLong(2)));
        return orders;
    }

    public List<Status.Held> held() {
        List<Status.Held> held = new ArrayList<>();
        for (Row row : database.run(HELD)) {
            held.add(new Status.Held(
                    row.getLong("id"),
                    FeedId.of(row.getString("feed")),
                    row.getString("name"),
                    row.getBoolean("whole") ? TOO_MANY : WITHDRAWALS,
                    row.getLong("withdrawn"),
                    row.getLong("known"),
                    row.getOffsetDateTime("done_at").toInstant()));
        }
        return held;
    }

    /** Alerts that are open, the newest first. */
    public Status.OpenAlerts openAlerts(int limit) {
        List<Status.OpenAlert> newest = new ArrayList<>();
        long total = 0;
        for (Row row : database.run(OPEN_ALERTS, Tuple.of(limit))) {
            total = row.getLong("total");
            newest.add(new Status.OpenAlert(
                    row.getLong("id"),
                    AlertKind.words(row.getString("kind")),
                    row.getString("subject"),
                    row.getString("owner"),
                    new Wording(row.getString("zh"), row.getString("en")),
                    row.getOffsetDateTime("since").toInstant()));
        }
        return new Status.OpenAlerts(total, newest);
    }

    public Map<String, Long> rejectedByRule() {
        Map<String, Long> byRule = new LinkedHashMap<>();
        database.run(RULES).forEach(row -> byRule.put(row.getString(0), row.getLong(1)));
        return byRule;
    }

    public List<Status.Row> rejected(int limit) {
        List<Status.Row> rows = new ArrayList<>();
        for (Row row : database.run(QUARANTINE, Tuple.of(limit))) {
            rows.add(new Status.Row(
                    row.getLong(0),
                    FeedId.of(row.getString(1)),
                    row.getInteger(2),
                    row.getInteger(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7)));
        }
        return rows;
    }
}
