package canbao.ledger;

import canbao.audit.ChainStore;
import canbao.crypto.Sm3;
import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonKey;
import canbao.model.Premium;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Cases, ledger entries and their chain. Everything is written in sets, in the caller's transaction. */
public final class CaseStore {
    private static final String DECIDED = """
            SELECT person, coverage_year, min(revision), bool_or(open_order <> 0) FROM enrolment_case
            WHERE person = ANY($1) GROUP BY person, coverage_year
            """;
    private static final String ROLLED_OVER = "SELECT DISTINCT coverage_year FROM year_run WHERE kind = 'ROLLOVER'";
    static final String CASE = "person, coverage_year, product, state, category, personal_fen, subsidy_fen, fiscal_fen,"
            + " minor, pupil, levied, ordinal, open_order, code, evidence, revision, next_review, separated,"
            + " asked, owed_fen, refunds_fen, credited_fen, flag, unpaid,"
            + " unpaid_until, treasury_on, debit_on, debit_failed_on, born_on, newborn_until, waiting_months";
    private static final String READ = "SELECT " + CASE + """
             FROM enrolment_case WHERE person = ANY(?) AND coverage_year = ? AND product = ?
            ORDER BY person""";
    private static final String LOCK = READ + " FOR UPDATE";
    private static final String STAGE =
            "CREATE TEMP TABLE IF NOT EXISTS new_case (LIKE enrolment_case) ON COMMIT DELETE ROWS";
    private static final String PUT = """
            UPDATE enrolment_case AS c
            SET state = new.state, category = new.category, personal_fen = new.personal_fen, subsidy_fen = new.subsidy_fen,
                fiscal_fen = new.fiscal_fen, minor = new.minor, pupil = new.pupil, levied = new.levied,
                ordinal = new.ordinal, open_order = new.open_order, code = new.code, evidence = new.evidence,
                revision = new.revision, next_review = new.next_review, separated = new.separated,
                asked = new.asked, owed_fen = new.owed_fen, refunds_fen = new.refunds_fen,
                credited_fen = new.credited_fen, flag = new.flag, unpaid = new.unpaid, unpaid_until = new.unpaid_until,
                treasury_on = new.treasury_on, debit_on = new.debit_on, debit_failed_on = new.debit_failed_on,
                born_on = new.born_on, newborn_until = new.newborn_until, waiting_months = new.waiting_months
            FROM new_case AS new
            WHERE c.person = new.person AND c.coverage_year = new.coverage_year AND c.product = new.product
            """;
    private static final String ENTRY = "entry (person, coverage_year, product, ordinal, kind, category, personal_fen,"
            + " subsidy_fen, fiscal_fen, moved_fen, policy, evidence, posting)";
    private static final String POSTING =
            "INSERT INTO posting (chain, link, actor, at) VALUES (?, ?, ?, ?) RETURNING id";
    private static final String DUE = """
            SELECT DISTINCT person FROM enrolment_case
            WHERE next_review <= $1 AND coverage_year = $2 AND person > $3 ORDER BY person LIMIT $4
            """;
    private final Database database;

    public CaseStore(Database database) {
        this.database = database;
    }

    /** Up to which registry revision a person is decided for a year, and whether an office has yet to answer. */
    record Decided(long revision, boolean waits) {}

    /** What is decided of these people, by coverage year; the undecided are left out. */
    Map<Integer, Map<PersonKey, Decided>> decided(Collection<PersonKey> persons) {
        Map<Integer, Map<PersonKey, Decided>> decided = new HashMap<>();
        for (Row row : database.run(DECIDED, Tuple.of((Object) keys(persons)))) {
            decided.computeIfAbsent(row.getInteger(1), year -> new HashMap<>())
                    .put(new PersonKey(row.getUUID(0)), new Decided(row.getLong(2), row.getBoolean(3)));
        }
        return decided;
    }

    /** The policies of the years that are worked on that day, by their days or because a roll-over has opened them. */
    public List<Policy> working(PolicyBook book, LocalDate on) {
        return book.working(on, opened(book, on));
    }

    /** The years that a roll-over has opened and that are not over. */
    public Set<Integer> opened(PolicyBook book, LocalDate on) {
        Set<Integer> opened = new HashSet<>();
        database.run(ROLLED_OVER).forEach(row -> opened.add(row.getInteger(0)));
        opened.removeIf(year -> book.of(year, on)
                .filter(policy -> !policy.benefit().to().isBefore(on))
                .isEmpty());
        return opened;
    }

    /** How cases are read: as they stand, or locked until the transaction ends. */
    record Reading(Bulk transaction, boolean locks) {
        static Reading of(Bulk transaction) {
            return new Reading(transaction, false);
        }

        static Reading locking(Bulk transaction) {
            return new Reading(transaction, true);
        }

        /** Those of the persons' cases that there are. */
        Map<PersonKey, Case> read(Collection<PersonKey> persons, int coverageYear, int product) {
            Map<PersonKey, Case> cases = HashMap.newHashMap(persons.size());
            transaction.query(
                    locks ? LOCK : READ,
                    row -> {
                        Case found = CaseStore.read(row);
                        cases.put(found.person(), found);
                    },
                    keys(persons),
                    coverageYear,
                    product);
            return cases;
        }
    }

    /** The persons' cases, locked until the transaction ends. */
    static Map<PersonKey, Case> lock(Bulk transaction, Collection<PersonKey> persons, int coverageYear, int product) {
        return Reading.locking(transaction).read(persons, coverageYear, product);
    }

    /** Writes cases that were locked, and adds those that were not there; a case that two add at once fails the later one. */
    static void put(Bulk transaction, List<Case> added, List<Case> changed) {
        if (!added.isEmpty()) {
            copy(transaction, "enrolment_case (" + CASE + ")", added);
        }
        if (!changed.isEmpty()) {
            transaction.script(STAGE);
            copy(transaction, "new_case (" + CASE + ")", changed);
            transaction.run(PUT);
        }
    }

    private static void copy(Bulk transaction, String table, List<Case> cases) {
        try (CopyWriter rows = transaction.copyIn(table)) {
            for (Case c : cases) {
                rows.row(31).uuid(c.person().value()).int4(c.coverageYear()).int4(c.product());
                rows.text(c.state().name()).text(c.category());
                premium(rows, c.premium());
                rows.bool(c.minor()).bool(c.pupil()).bool(c.levied());
                rows.int4(c.ordinal())
                        .int4(c.openOrder())
                        .text(c.code())
                        .text(c.evidence())
                        .int8(c.revision());
                rows.date(c.nextReview().equals(LocalDate.MAX) ? null : c.nextReview());
                rows.bool(c.separated());
                Order.Action asked = c.asked();
                rows.text(asked == null ? null : asked.name());
                rows.int8(c.dues().owed().value());
                rows.int8(c.dues().refunds().value());
                rows.int8(c.dues().credited().value());
                rows.text(c.flag());
                Outcome.Notes notes = c.notes();
                Outcome.Unpaid unpaid = notes.unpaid();
                rows.text(unpaid == null ? null : unpaid.name());
                rows.date(notes.unpaidUntil()).date(notes.treasury()).date(notes.debit());
                Outcome.Newborn newborn = notes.newborn();
                rows.date(notes.debitFailed());
                rows.date(newborn == null ? null : newborn.born()).date(newborn == null ? null : newborn.until());
                rows.int4(c.waitingMonths());
            }
        }
    }

    static void premium(CopyWriter rows, Premium premium) {
        rows.int8(premium.personal().value())
                .int8(premium.subsidy().value())
                .int8(premium.fiscal().value());
    }

    /** Appends entries as one link of the named chain, in the order of their keys, in which the link is recomputed. */
    static void append(Bulk transaction, List<Entry> entries, String chain, Actor actor, Instant at) {
        if (entries.isEmpty()) {
            return;
        }
        String by = actor.toString();
        long link = ChainStore.append(transaction, chain, digest(by, at, entries));
        long[] posting = {0};
        transaction.query(
                POSTING,
                row -> posting[0] = row.getLong(1),
                chain,
                link,
                by,
                at.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
        try (CopyWriter rows = transaction.copyIn(ENTRY)) {
            for (Entry e : entries) {
                rows.row(13)
                        .uuid(e.person().value())
                        .int4(e.coverageYear())
                        .int4(e.product())
                        .int4(e.ordinal());
                rows.text(e.kind().name()).text(e.category());
                premium(rows, e.premium());
                rows.int8(e.moved().value()).text(e.policy()).text(e.evidence()).int8(posting[0]);
            }
        }
    }

    /** The persons whose decision for a year may change on or before a day, after the given one in order. */
    List<PersonKey> due(int coverageYear, LocalDate on, UUID after, int limit) {
        return database.run(DUE, Tuple.of(on, coverageYear, after, limit)).stream()
                .map(row -> new PersonKey(row.getUUID(0)))
                .toList();
    }

    static Case read(ResultSet row) throws SQLException {
        Date review = row.getDate(17);
        String asked = row.getString(19);
        return new Case(
                new PersonKey(row.getObject(1, UUID.class)),
                row.getInt(2),
                row.getInt(3),
                CaseState.valueOf(row.getString(4)),
                row.getString(5),
                new Premium(new Fen(row.getLong(6)), new Fen(row.getLong(7)), new Fen(row.getLong(8))),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getInt(12),
                row.getInt(13),
                asked == null ? null : Order.Action.valueOf(asked),
                row.getString(14),
                row.getString(15),
                row.getLong(16),
                review == null ? LocalDate.MAX : review.toLocalDate(),
                new Case.Dues(new Fen(row.getLong(20)), new Fen(row.getLong(21)), new Fen(row.getLong(22))),
                row.getString(23),
                notes(row),
                row.getInt(31),
                row.getBoolean(18));
    }

    private static Outcome.Notes notes(ResultSet row) throws SQLException {
        String unpaid = row.getString(24);
        LocalDate born = day(row, 29);
        LocalDate until = day(row, 30);
        return new Outcome.Notes(
                unpaid == null ? null : Outcome.Unpaid.valueOf(unpaid),
                day(row, 25),
                day(row, 26),
                day(row, 27),
                day(row, 28),
                born == null || until == null ? null : new Outcome.Newborn(born, until));
    }

    private static @Nullable LocalDate day(ResultSet row, int column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }

    private static byte[] digest(String actor, Instant at, List<Entry> entries) {
        Buffer all = Buffer.buffer(entries.size() * 160);
        Entry.posted(all, actor, at);
        entries.forEach(entry -> entry.digested(all));
        return Sm3.digest(all.getBytes());
    }

    static UUID[] keys(Collection<PersonKey> persons) {
        return persons.stream().map(PersonKey::value).toArray(UUID[]::new);
    }

    static <R, V> V[] column(List<R> rows, IntFunction<V[]> array, Function<R, ? extends @Nullable V> value) {
        V[] values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return values;
    }
}
