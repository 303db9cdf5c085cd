package canbao.ledger.year;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.ledger.CaseLoop.Posted;
import canbao.ledger.year.YearRuns.Kind;
import canbao.ledger.year.YearRuns.Order;
import canbao.ledger.year.YearRuns.Status;
import canbao.model.Actor;
import canbao.model.PersonKey;
import canbao.policy.Policy;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs and how far each of their slices is. */
final class YearRunStore {
    private static final String ADD = """
            INSERT INTO year_run (kind, coverage_year, policy, reason, asked_by, asked_at, expected)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """;
    private static final String ADD_SLICE =
            "INSERT INTO year_run_slice (run, slice, last_person, up_to) VALUES (?, ?, ?, ?)";
    private static final String MOVE = """
            UPDATE year_run SET state = ?, note = ?, ended_at = CASE WHEN ? IN ('DONE', 'STOPPED') THEN ?::timestamptz END
            WHERE id = ? AND state = ANY(?::text[])
            """;
    private static final String SUPERSEDE = """
            UPDATE year_run SET state = 'STOPPED', note = ?, ended_at = ?
            WHERE coverage_year = ? AND state IN ('RUNNING', 'PAUSED')
            """;
    // A roll-over decides as a re-evaluation does; the other way round, no year is opened.
    private static final String DECIDED_ALL = """
            SELECT id FROM year_run WHERE policy = $1 AND state = 'DONE' AND ($2 = 'REEVALUATE' OR kind = 'ROLLOVER')
            ORDER BY id DESC LIMIT 1
            """;
    private static final String STATUS = """
            SELECT r.id, r.kind, r.coverage_year, r.policy, r.state, r.note, r.reason, r.asked_by, r.asked_at, r.ended_at,
              r.expected, sum(s.people)::bigint, sum(s.added)::bigint, sum(s.changed)::bigint, sum(s.unchanged)::bigint,
              sum(s.entries)::bigint, sum(s.orders)::bigint, r.figures, r.opened_figures
            FROM year_run AS r JOIN year_run_slice AS s ON s.run = r.id
            WHERE $1::bigint IS NULL OR r.id = $1 GROUP BY r.id ORDER BY r.id DESC LIMIT $2
            """;
    private static final String NEXT = """
            SELECT r.id, r.coverage_year, r.policy, s.slice, s.last_person, s.up_to
            FROM year_run AS r JOIN year_run_slice AS s ON s.run = r.id
            WHERE r.state = 'RUNNING' AND NOT s.done AND s.slice % $2 = $1 ORDER BY r.id, s.slice LIMIT 1
            """;
    private static final String THROUGH = """
            SELECT r.id FROM year_run AS r
            WHERE state = 'RUNNING' AND NOT EXISTS (SELECT 1 FROM year_run_slice AS s WHERE s.run = r.id AND NOT s.done)
            """;
    private static final String FINISH = """
            UPDATE year_run SET state = 'DONE', ended_at = ? WHERE id = ? AND state = 'RUNNING'
            RETURNING kind, coverage_year
            """;
    // Waits for somebody who pauses or stops it, and then finds nothing.
    private static final String RUNNING = "SELECT 1 FROM year_run WHERE id = ? AND state = 'RUNNING' FOR SHARE";
    private static final String ADVANCE = """
            UPDATE year_run_slice SET last_person = ?, done = ?, people = people + ?, added = added + ?,
                changed = changed + ?, unchanged = unchanged + ?, entries = entries + ?, orders = orders + ?
            WHERE run = ? AND slice = ? AND last_person = ? AND NOT done
            """;
    private static final String PEOPLE_WITH_CASES = """
            SELECT DISTINCT person FROM enrolment_case
            WHERE person > $1 AND person <= $2 AND coverage_year = $3 ORDER BY person LIMIT $4
            """;

    private final Database database;

    YearRunStore(Database database) {
        this.database = database;
    }

    /** A slice that is not through. */
    record Next(long run, int coverageYear, String policy, Slice slice) {}

    /** What a page did to its slice. */
    record Step(UUID last, boolean done, int people) {}

    static long add(Bulk bulk, Order order, Policy policy, long expected, Actor actor, Instant at) {
        long[] run = {0};
        bulk.query(
                ADD,
                row -> run[0] = row.getLong(1),
                order.kind().name(),
                policy.coverageYear(),
                policy.version(),
                order.reason(),
                actor.toString(),
                at.atOffset(ZoneOffset.UTC),
                expected);
        Slice.all().forEach(slice -> bulk.run(ADD_SLICE, run[0], slice.number(), slice.after(), slice.upTo()));
        return run[0];
    }

    static boolean move(Bulk bulk, long run, String state, String note, Instant at, String... from) {
        return bulk.run(MOVE, state, note, state, at.atOffset(ZoneOffset.UTC), run, from) == 1;
    }

    /** Ends the year's run, if there is one: what it still had to do would be undone at once. */
    static void supersede(Bulk bulk, int coverageYear, String note, Instant at) {
        bulk.run(SUPERSEDE, note, at.atOffset(ZoneOffset.UTC), coverageYear);
    }

    /** The newest run that decided everybody under that version, if any. */
    Optional<Long> decidedAll(Kind kind, String policy) {
        return database.run(DECIDED_ALL, Tuple.of(policy, kind.name())).stream()
                .map(row -> row.getLong(0))
                .findFirst();
    }

    List<Status> list(@Nullable Long run, int limit) {
        return database.run(STATUS, Tuple.of(run, limit)).stream()
                .map(YearRunStore::status)
                .toList();
    }

    private static Status status(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime(9);
        return new Status(
                row.getLong(0),
                Kind.valueOf(row.getString(1)),
                row.getInteger(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getOffsetDateTime(8).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                row.getLong(15),
                row.getLong(16),
                hex(row.getBuffer(17)),
                hex(row.getBuffer(18)));
    }

    private static @Nullable String hex(@Nullable Buffer digest) {
        return digest == null ? null : HexFormat.of().formatHex(digest.getBytes());
    }

    /** What one of so many workers does next. */
    Optional<Next> next(int worker, int workers) {
        return database.run(NEXT, Tuple.of(worker, workers)).stream()
                .map(row -> new Next(
                        row.getLong(0),
                        row.getInteger(1),
                        row.getString(2),
                        new Slice(row.getInteger(3), row.getUUID(4), row.getUUID(5))))
                .findFirst();
    }

    /** Ends the runs whose slices are all through; of a year that was opened it keeps the figures. */
    void finish(Instant at) {
        for (Row row : database.run(THROUGH)) {
            long run = row.getLong(0);
            database.inBulkDo(bulk -> {
                List<Integer> opened = new ArrayList<>(1);
                bulk.query(
                        FINISH,
                        done -> {
                            if (Kind.valueOf(done.getString(1)) == Kind.ROLLOVER) {
                                opened.add(done.getInt(2));
                            }
                        },
                        at.atOffset(ZoneOffset.UTC),
                        run);
                opened.forEach(year -> FigureStore.keepOpened(bulk, run, year));
            });
        }
    }

    /** Moves a slice on, in the transaction that posts; false when the run is paused or somebody else was there. */
    static boolean advance(Bulk bulk, Next from, Step step, Posted posted) {
        boolean[] running = {false};
        bulk.query(RUNNING, row -> running[0] = true, from.run());
        return running[0]
                && bulk.run(
                                ADVANCE,
                                step.last(),
                                step.done(),
                                step.people(),
                                posted.added(),
                                posted.changed(),
                                posted.unchanged(),
                                posted.entries(),
                                posted.orders(),
                                from.run(),
                                from.slice().number(),
                                from.slice().after())
                        == 1;
    }

    /** Who has a case for the year, within a slice. */
    List<PersonKey> withCases(Next in, int limit) {
        return database
                .run(PEOPLE_WITH_CASES, Tuple.of(in.slice().after(), in.slice().upTo(), in.coverageYear(), limit))
                .stream()
                .map(row -> new PersonKey(row.getUUID(0)))
                .toList();
    }
}
