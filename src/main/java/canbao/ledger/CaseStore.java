package canbao.ledger;

import canbao.audit.ChainStore;
import canbao.crypto.Sm3;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.Premium;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Cases, ledger entries and their chain. Everything is written in sets, in the caller's transaction. */
public final class CaseStore {
    private static final String DECIDED =
            "SELECT person, min(revision) FROM enrolment_case WHERE person = ANY($1) AND coverage_year = $2 GROUP BY person";
    private static final String LOCK = """
            SELECT person, coverage_year, product, state, category, personal_fen, subsidy_fen, fiscal_fen, minor, pupil, levied,
                   ordinal, open_order, code, evidence, revision, next_review
            FROM enrolment_case WHERE person = ANY($1) AND coverage_year = $2 AND product = $3
            ORDER BY person FOR UPDATE
            """;
    private static final String PUT = """
            INSERT INTO enrolment_case
            SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::boolean[], $10::boolean[], $11::boolean[], $12::int[], $13::int[], $14::text[], $15::text[],
                $16::bigint[], $17::date[])
            ON CONFLICT (person, coverage_year, product) DO UPDATE
              SET state = excluded.state, category = excluded.category, personal_fen = excluded.personal_fen,
                  subsidy_fen = excluded.subsidy_fen, fiscal_fen = excluded.fiscal_fen, minor = excluded.minor,
                  pupil = excluded.pupil, levied = excluded.levied, ordinal = excluded.ordinal, open_order = excluded.open_order,
                  code = excluded.code, evidence = excluded.evidence, revision = excluded.revision,
                  next_review = excluded.next_review
            """;
    private static final String APPEND = """
            INSERT INTO entry (person, coverage_year, product, ordinal, kind, category, personal_fen, subsidy_fen,
                fiscal_fen, policy, evidence, chain, link, actor, at)
            SELECT person, coverage_year, product, ordinal, kind, category, personal, subsidy, fiscal, policy, evidence,
                   $12, $13, $14, $15
            FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                $9::bigint[], $10::text[], $11::text[])
              AS new(person, coverage_year, product, ordinal, kind, category, personal, subsidy, fiscal, policy, evidence)
            """;
    private static final String DUE = """
            SELECT person FROM enrolment_case WHERE next_review <= $1 AND person > $2 ORDER BY person LIMIT $3
            """;
    private static final String OWING_PUPILS = """
            SELECT person FROM enrolment_case
            WHERE coverage_year = $1 AND state = 'OWING' AND pupil AND person > $2 ORDER BY person LIMIT $3
            """;
    private static final String STILL_OWING = """
            SELECT person FROM enrolment_case
            WHERE person = ANY($1) AND coverage_year = $2 AND state = 'OWING' ORDER BY person FOR SHARE
            """;

    private final Database database;

    public CaseStore(Database database) {
        this.database = database;
    }

    /** The registry revision up to which each person is decided; the undecided are left out. */
    Map<PersonKey, Long> decided(Collection<PersonKey> persons, int coverageYear) {
        Map<PersonKey, Long> decided = HashMap.newHashMap(persons.size());
        for (Row row : database.run(DECIDED, Tuple.of(keys(persons), coverageYear))) {
            decided.put(new PersonKey(row.getUUID(0)), row.getLong(1));
        }
        return decided;
    }

    /** The persons' cases, locked until the transaction ends. */
    static Map<PersonKey, Case> lock(
            SqlConnection transaction, Collection<PersonKey> persons, int coverageYear, int product) {
        Map<PersonKey, Case> cases = HashMap.newHashMap(persons.size());
        for (Row row : Database.run(transaction, LOCK, Tuple.of(keys(persons), coverageYear, product))) {
            Case found = read(row);
            cases.put(found.person(), found);
        }
        return cases;
    }

    static void put(SqlConnection transaction, List<Case> cases) {
        Tuple values = Tuple.tuple()
                .addValue(column(cases, UUID[]::new, c -> c.person().value()))
                .addValue(column(cases, Integer[]::new, Case::coverageYear))
                .addValue(column(cases, Integer[]::new, Case::product))
                .addValue(column(cases, String[]::new, c -> c.state().name()))
                .addValue(column(cases, String[]::new, Case::category))
                .addValue(column(cases, Long[]::new, c -> c.premium().personal().value()))
                .addValue(column(cases, Long[]::new, c -> c.premium().subsidy().value()))
                .addValue(column(cases, Long[]::new, c -> c.premium().fiscal().value()))
                .addValue(column(cases, Boolean[]::new, Case::minor))
                .addValue(column(cases, Boolean[]::new, Case::pupil))
                .addValue(column(cases, Boolean[]::new, Case::levied))
                .addValue(column(cases, Integer[]::new, Case::ordinal))
                .addValue(column(cases, Integer[]::new, Case::openOrder))
                .addValue(column(cases, String[]::new, Case::code))
                .addValue(column(cases, String[]::new, Case::evidence))
                .addValue(column(cases, Long[]::new, Case::revision))
                .addValue(column(cases, LocalDate[]::new, c -> never(c.nextReview()) ? null : c.nextReview()));
        Database.run(transaction, PUT, values);
    }

    /** Appends entries as one link of the named chain. */
    static void append(SqlConnection transaction, List<Entry> entries, String chain, Actor actor, Instant at) {
        if (entries.isEmpty()) {
            return;
        }
        long link = ChainStore.append(transaction, chain, digest(entries));
        Tuple values = Tuple.tuple()
                .addValue(column(entries, UUID[]::new, e -> e.person().value()))
                .addValue(column(entries, Integer[]::new, Entry::coverageYear))
                .addValue(column(entries, Integer[]::new, Entry::product))
                .addValue(column(entries, Integer[]::new, Entry::ordinal))
                .addValue(column(entries, String[]::new, e -> e.kind().name()))
                .addValue(column(entries, String[]::new, Entry::category))
                .addValue(
                        column(entries, Long[]::new, e -> e.premium().personal().value()))
                .addValue(
                        column(entries, Long[]::new, e -> e.premium().subsidy().value()))
                .addValue(column(entries, Long[]::new, e -> e.premium().fiscal().value()))
                .addValue(column(entries, String[]::new, Entry::policy))
                .addValue(column(entries, String[]::new, Entry::evidence))
                .addString(chain)
                .addLong(link)
                .addString(actor.toString())
                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC));
        Database.run(transaction, APPEND, values);
    }

    /** The persons whose decision may change on or before a day, after the given one in order. */
    List<PersonKey> due(LocalDate on, UUID after, int limit) {
        return database.run(DUE, Tuple.of(on, after, limit)).stream()
                .map(row -> new PersonKey(row.getUUID(0)))
                .toList();
    }

    /** Pupils who owe for the year, after the given one in order. */
    public List<PersonKey> owingPupils(int coverageYear, UUID after, int limit) {
        return database.run(OWING_PUPILS, Tuple.of(coverageYear, after, limit)).stream()
                .map(row -> new PersonKey(row.getUUID(0)))
                .toList();
    }

    /** Who of these still owes; their cases stay as they are until the transaction ends. */
    public Set<PersonKey> stillOwing(SqlConnection transaction, Collection<PersonKey> persons, int coverageYear) {
        Set<PersonKey> owing = new HashSet<>();
        for (Row row : Database.run(transaction, STILL_OWING, Tuple.of(keys(persons), coverageYear))) {
            owing.add(new PersonKey(row.getUUID(0)));
        }
        return owing;
    }

    private static Case read(Row row) {
        return new Case(
                new PersonKey(row.getUUID(0)),
                row.getInteger(1),
                row.getInteger(2),
                CaseState.valueOf(row.getString(3)),
                row.getString(4),
                new Premium(new Fen(row.getLong(5)), new Fen(row.getLong(6)), new Fen(row.getLong(7))),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getInteger(11),
                row.getInteger(12),
                row.getString(13),
                row.getString(14),
                row.getLong(15),
                Objects.requireNonNullElse(row.getLocalDate(16), LocalDate.MAX));
    }

    private static byte[] digest(List<Entry> entries) {
        StringBuilder text = new StringBuilder(entries.size() * 160);
        for (Entry entry : entries) {
            text.append(entry.person()).append('|').append(entry.coverageYear()).append('|');
            text.append(entry.product()).append('|').append(entry.ordinal()).append('|');
            text.append(entry.kind()).append('|').append(entry.category()).append('|');
            text.append(entry.premium().personal().value()).append('|');
            text.append(entry.premium().subsidy().value()).append('|');
            text.append(entry.premium().fiscal().value()).append('|');
            text.append(entry.policy()).append('|').append(entry.evidence()).append('\n');
        }
        return Sm3.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean never(LocalDate date) {
        return date.equals(LocalDate.MAX);
    }

    private static UUID[] keys(Collection<PersonKey> persons) {
        return persons.stream().map(PersonKey::value).toArray(UUID[]::new);
    }

    static <R, V> V[] column(
            List<R> rows, IntFunction<V[]> array, Function<R, ? extends @org.jspecify.annotations.Nullable V> value) {
        V[] values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return values;
    }
}
