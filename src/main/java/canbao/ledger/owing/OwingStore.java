package canbao.ledger.owing;

import canbao.io.Database;
import canbao.model.Fen;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Who owes the residents' premium of a year, how much, and until when: nobody of whom a town says why, or who is frozen. */
public final class OwingStore {
    private static final String OWES = """
             c.state IN ('OWING', 'PART_OWING') AND c.owed_fen > 0 AND c.unpaid IS NULL AND c.product = 390
              AND NOT EXISTS (SELECT FROM frozen_case AS f
                WHERE f.person = c.person AND f.coverage_year = c.coverage_year AND f.product = c.product)
            """;
    private static final String FIND =
            "SELECT c.person, c.owed_fen, c.newborn_until FROM enrolment_case AS c WHERE" + OWES;
    private static final String PAGE = " AND c.coverage_year = $1 AND c.person > $2 ORDER BY c.person LIMIT $3";
    // Locked in the order of persons, as the engine does. Each kind of question is answered by what its words name.
    private static final String STILL = """
            SELECT asked.n, c.owed_fen
            FROM unnest($1::int[], $2::uuid[], $3::int[], $4::text[], $5::date[], $6::date[])
              AS asked (n, person, coverage_year, whom, first, before)
            JOIN enrolment_case AS c ON c.person = asked.person AND c.coverage_year = asked.coverage_year
            WHERE CASE asked.whom
                WHEN 'ANYBODY' THEN true
                WHEN 'PUPILS' THEN c.pupil
                WHEN 'DEBITED' THEN c.debit_on = asked.first
                WHEN 'DEBIT_FAILED' THEN c.debit_failed_on >= asked.first AND c.debit_failed_on < asked.before
                WHEN 'BORN' THEN c.born_on >= asked.first AND c.born_on < asked.before
                WHEN 'JOINS_UNTIL' THEN c.newborn_until = asked.first END AND
            """ + OWES + " ORDER BY c.person, c.coverage_year FOR SHARE OF c";

    private final Database database;

    public OwingStore(Database database) {
        this.database = database;
    }

    /**
     * What somebody owes.
     *
     * @param until for a newborn the last day on which he may join by his birth; null for others
     */
    public record Owed(Fen fen, @Nullable LocalDate until) {}

    /** Whether a person still owes and is still one of those meant. */
    public record Question(PersonKey person, int coverageYear, Whom whom) {}

    /** Those meant who owe for the year, in order, after the given one. */
    public SortedMap<PersonKey, Owed> owing(int coverageYear, Whom whom, UUID after, int limit) {
        Object[] page = {coverageYear, after, limit};
        Iterable<Row> rows = switch (whom) {
            case Whom.Anybody all -> find("", page);
            case Whom.Pupils pupils -> find(" AND c.pupil", page);
            case Whom.Debited debited -> find(" AND c.debit_on = $4", page, debited.on());
            case Whom.DebitFailed failed ->
                find(" AND c.debit_failed_on >= $4 AND c.debit_failed_on < $5", page, failed.from(), failed.before());
            case Whom.Born born ->
                find(
                        " AND c.born_on BETWEEN $4 AND $5 AND c.newborn_until >= $6",
                        page,
                        born.from(),
                        born.to(),
                        born.on());
            case Whom.JoinsUntil newborns -> find(" AND c.newborn_until = $4", page, newborns.until());
        };
        SortedMap<PersonKey, Owed> owing = new TreeMap<>();
        for (Row row : rows) {
            owing.put(new PersonKey(row.getUUID(0)), new Owed(new Fen(row.getLong(1)), row.getLocalDate(2)));
        }
        return owing;
    }

    /** One page's question, which takes the year, the person before and the limit, then days. */
    static String page(String condition) {
        return FIND + condition + PAGE;
    }

    private Iterable<Row> find(String condition, Object[] page, LocalDate... days) {
        Tuple values = Tuple.tuple();
        for (Object value : page) {
            values.addValue(value);
        }
        for (LocalDate day : days) {
            values.addValue(day);
        }
        return database.run(page(condition), values);
    }

    /** Which questions are still answered with yes, and how much is owed; the cases stay as they are until the transaction ends. */
    public Map<Question, Fen> stillOwing(SqlConnection transaction, List<Question> asked) {
        List<Asked> questions =
                asked.stream().map(question -> Asked.of(question.whom())).toList();
        Tuple values = Tuple.from(new Object[] {
            IntStream.range(0, asked.size()).boxed().toArray(Integer[]::new),
            asked.stream().map(question -> question.person().value()).toArray(UUID[]::new),
            asked.stream().map(Question::coverageYear).toArray(Integer[]::new),
            questions.stream().map(Asked::whom).toArray(String[]::new),
            questions.stream().map(Asked::first).toArray(LocalDate[]::new),
            questions.stream().map(Asked::before).toArray(LocalDate[]::new)
        });
        Map<Question, Fen> owing = new HashMap<>();
        for (Row row : Database.run(transaction, STILL, values)) {
            owing.put(asked.get(row.getInteger(0)), new Fen(row.getLong(1)));
        }
        return owing;
    }

    /** Whom {@link #STILL} asks about, and its days. */
    private record Asked(
            String whom,
            @Nullable LocalDate first,
            @Nullable LocalDate before) {
        static Asked of(Whom whom) {
            return switch (whom) {
                case Whom.Anybody all -> new Asked("ANYBODY", null, null);
                case Whom.Pupils pupils -> new Asked("PUPILS", null, null);
                case Whom.Debited debited -> new Asked("DEBITED", debited.on(), null);
                case Whom.DebitFailed failed -> new Asked("DEBIT_FAILED", failed.from(), failed.before());
                case Whom.Born born -> new Asked("BORN", born.from(), born.to().plusDays(1));
                case Whom.JoinsUntil newborns -> new Asked("JOINS_UNTIL", newborns.until(), null);
            };
        }
    }
}
