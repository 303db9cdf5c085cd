package canbao.cli.bench;

import canbao.io.Database;
import io.vertx.sqlclient.Row;

/** The benchmark's own counts, straight from the tables. */
final class BenchStore {
    private static final String DONE = """
            SELECT (SELECT count(*) FROM batch WHERE state = 'STORED') = 0
               AND (SELECT count(*) FROM outbox WHERE sent_at IS NULL) = 0
               AND (SELECT count(*) FROM outbox) = (SELECT coalesce(sum(next_offset), 0) FROM position)
            """;
    private static final String TALLY = """
            SELECT (SELECT count(*) FROM fact WHERE NOT withdrawn) AS facts,
                   (SELECT coalesce(sum(length(payload) / 24), 0)::bigint FROM outbox) AS wakeups,
                   (SELECT count(*) FROM enrolment_case) AS cases,
                   (SELECT count(*) FROM enrolment_case WHERE revision = (SELECT max(revision) FROM applied)) AS decided,
                   (SELECT count(*) FROM entry) AS entries,
                   (SELECT count(*) FROM enrolment_order) AS orders,
                   (SELECT count(*) FROM batch WHERE state = 'APPLIED') AS applied
            """;

    private static final String READ = "SELECT count(*) = 0 FROM batch WHERE state = 'STORED'";

    private final Database database;

    BenchStore(Database database) {
        this.database = database;
    }

    /** Upkeep comes between the measurements: by itself it would fall into whichever is running. */
    void upkeepByHand() {
        database.run("ALTER SYSTEM SET autovacuum = off");
        database.run("SELECT pg_reload_conf()");
    }

    /** What PostgreSQL does by itself some minutes later, and a checkpoint. */
    void upkeep() {
        database.run("VACUUM ANALYZE");
        database.run("CHECKPOINT");
    }

    /** Whether everything that came has been read and compared. */
    boolean read() {
        return database.run(READ).iterator().next().getBoolean(0);
    }

    /** Whether everything that came has been read, announced and decided. */
    boolean done() {
        return database.run(DONE).iterator().next().getBoolean(0);
    }

    /** Rows in the tables: facts in force, people announced, cases, cases decided at the newest revision, entries, orders. */
    record Tally(long facts, long wakeups, long cases, long decided, long entries, long orders, long applied) {
        Tally since(Tally earlier) {
            return new Tally(
                    facts - earlier.facts,
                    wakeups - earlier.wakeups,
                    cases - earlier.cases,
                    decided,
                    entries - earlier.entries,
                    orders - earlier.orders,
                    applied - earlier.applied);
        }
    }

    Tally tally() {
        Row row = database.run(TALLY).iterator().next();
        return new Tally(
                row.getLong(0),
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6));
    }
}
