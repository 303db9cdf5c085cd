package canbao.cli.demo.life;

import canbao.io.Database;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the ledger and the leads say of one person at the end of the chapter. */
final class LifeStore {
    private static final String KEPT = "SELECT coalesce((SELECT kept FROM person_alias WHERE person = $1), $1)";
    private static final String CASE = """
            SELECT state, coalesce(category, ''), personal_fen, subsidy_fen FROM enrolment_case
            WHERE person = $1 AND coverage_year = 2025 AND product = $2
            """;
    private static final String ENTRIES = """
            SELECT count(*) FROM entry WHERE person = $1 AND coverage_year = 2025 AND product = 390 AND kind = $2
            """;
    private static final String CATEGORIES = """
            SELECT category FROM entry
            WHERE person = $1 AND coverage_year = 2025 AND product = 390 AND category IS NOT NULL ORDER BY ordinal
            """;
    private static final String WAITING = """
            SELECT waiting_months FROM enrolment_order WHERE person = $1 AND coverage_year = 2025 AND product = 390
            ORDER BY ordinal DESC LIMIT 1
            """;
    private static final String ORDERED = """
            SELECT to_char(p.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') FROM entry JOIN posting AS p ON p.id = entry.posting
            WHERE person = $1 AND coverage_year = 2025 AND product = 390 AND kind = 'ENROL_ORDERED'
            ORDER BY ordinal DESC LIMIT 1
            """;
    private static final String LEADS =
            "SELECT reason || ' ' || state || coalesce(' ' || result, '') FROM lead WHERE person = $1 ORDER BY id";

    private final Database database;

    LifeStore(Database database) {
        this.database = database;
    }

    /** One product's case; empty texts where there is none. */
    record Case(String state, String category, long personalFen, long subsidyFen) {}

    PersonKey kept(PersonKey person) {
        return new PersonKey(row(KEPT, Tuple.of(person.value())).orElseThrow().getUUID(0));
    }

    Case found(PersonKey person, int product) {
        return row(CASE, Tuple.of(person.value(), product))
                .map(row -> new Case(row.getString(0), row.getString(1), row.getLong(2), row.getLong(3)))
                .orElse(new Case("", "", 0, 0));
    }

    String entries(PersonKey person, String kind) {
        return row(ENTRIES, Tuple.of(person.value(), kind))
                .orElseThrow()
                .getLong(0)
                .toString();
    }

    String categories(PersonKey person) {
        Set<String> categories = new LinkedHashSet<>();
        database.run(CATEGORIES, Tuple.of(person.value())).forEach(row -> categories.add(row.getString(0)));
        return String.join(" ", categories);
    }

    String waiting(PersonKey person) {
        return row(WAITING, Tuple.of(person.value()))
                .map(row -> row.getInteger(0).toString())
                .orElse("");
    }

    /** The day in Shanghai. */
    String ordered(PersonKey person) {
        return row(ORDERED, Tuple.of(person.value()))
                .map(row -> row.getString(0))
                .orElse("");
    }

    String leads(PersonKey person) {
        List<String> leads = new ArrayList<>();
        database.run(LEADS, Tuple.of(person.value())).forEach(row -> leads.add(row.getString(0)));
        return String.join(", ", leads);
    }

    private Optional<Row> row(String sql, Tuple values) {
        return database.run(sql, values).stream().findFirst();
    }
}
