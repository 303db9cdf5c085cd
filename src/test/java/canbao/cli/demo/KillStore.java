package canbao.cli.demo;

import canbao.io.Database;
import io.vertx.sqlclient.Row;
import java.util.Set;
import java.util.TreeSet;

/** What the kill test reads from the tables, apart from the hub's own code. */
final class KillStore {
    private static final String PROGRESS = """
            SELECT (SELECT count(*) FROM batch) + (SELECT count(*) FROM batch WHERE done_at IS NOT NULL)
                 + (SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL) + (SELECT count(*) FROM entry)
                 + (SELECT count(*) FROM enrolment_order WHERE sent_at IS NOT NULL) + (SELECT count(*) FROM attempt)
            """;
    private static final String UNSENT_MESSAGES =
            "SELECT count(*) FROM message WHERE state IN ('PLANNED', 'IN_FLIGHT', 'ACCEPTED')";
    private static final String CASES = """
            SELECT person || ' ' || state || ' ' || coalesce(category, '-') || ' ' || personal_fen || ' ' || subsidy_fen
                   -- whoever paid may have done so before or after he was levied
                   || ' ' || (levied AND state <> 'COVERED') FROM enrolment_case
            """;
    private static final String FACTS = """
            SELECT scope.feed || ' ' || scope.name || ' ' || row_key || ' ' || hash || ' ' || withdrawn
            FROM fact JOIN scope ON scope.id = fact.scope
            WHERE kind <> 'ANSWER'
            """;
    private static final String GAPS = """
            SELECT count(*) FROM enrolment_case c
            WHERE c.ordinal <> (SELECT count(*) FROM entry e WHERE e.person = c.person
                                AND e.coverage_year = c.coverage_year AND e.product = c.product)
               OR c.ordinal <> (SELECT coalesce(max(e.ordinal), 0) FROM entry e WHERE e.person = c.person
                                AND e.coverage_year = c.coverage_year AND e.product = c.product)
            """;

    private final Database database;

    KillStore(Database database) {
        this.database = database;
    }

    /** Grows with everything that the hub gets done. */
    long progress() {
        return one(PROGRESS);
    }

    long unsentMessages() {
        return one(UNSENT_MESSAGES);
    }

    long brokenCases() {
        return one(GAPS);
    }

    /** Everybody's case, as text. */
    Set<String> cases() {
        return texts(CASES);
    }

    /** Every current fact but the answers, whose orders may be others. */
    Set<String> facts() {
        return texts(FACTS);
    }

    private Set<String> texts(String sql) {
        Set<String> texts = new TreeSet<>();
        for (Row row : database.run(sql)) {
            texts.add(row.getString(0));
        }
        return texts;
    }

    private long one(String sql) {
        return database.run(sql).iterator().next().getLong(0);
    }
}
