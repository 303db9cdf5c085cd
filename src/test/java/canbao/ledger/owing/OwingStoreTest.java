package canbao.ledger.owing;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.testing.Platform;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions about few among many are answered by the index of those few. */
class OwingStoreTest {
    private static final UUID FIRST = new UUID(0, 0);
    private static final Database DATABASE = Platform.database();
    private static final LocalDate DAY = LocalDate.of(2024, 12, 10);

    private final OwingStore store = new OwingStore(DATABASE);

    /** 40,000 who owe: 50 to be debited on each of two days, 50 whose debit failed on each, 50 newborns on each. */
    @BeforeAll
    static void many() {
        DATABASE.run("""
                INSERT INTO enrolment_case (person, coverage_year, product, state, personal_fen, subsidy_fen, fiscal_fen,
                    minor, pupil, levied, ordinal, open_order, evidence, revision, owed_fen, separated,
                    debit_on, debit_failed_on, born_on, newborn_until)
                SELECT gen_random_uuid(), 2025, 390, 'OWING', 66000, 0, 0, true, true, true, 1, 0, '', 1, 66000, false,
                    CASE n % 800 WHEN 1 THEN date '2024-12-10' WHEN 2 THEN date '2024-12-20' END,
                    CASE n % 800 WHEN 3 THEN date '2024-12-11' WHEN 4 THEN date '2024-12-21' END,
                    CASE n % 800 WHEN 5 THEN date '2024-11-10' WHEN 6 THEN date '2024-11-11' END,
                    CASE n % 800 WHEN 5 THEN date '2025-02-08' WHEN 6 THEN date '2025-02-09' END
                FROM generate_series(1, 40000) AS n
                """);
        DATABASE.run("ANALYZE enrolment_case");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void whom_a_bank_debits_whose_debit_failed_and_who_was_born_is_found_by_index() {
        assertThat(plan(" AND c.debit_on = '2024-12-10'")).contains("case_debit ");
        assertThat(plan(" AND c.debit_failed_on >= '2024-12-10' AND c.debit_failed_on < '2024-12-20'"))
                .contains("case_debit_failed");
        assertThat(plan(" AND c.born_on BETWEEN '2024-11-01' AND '2024-11-10'")).contains("case_newborn");
    }

    @Test
    void each_question_finds_those_whom_it_is_about_page_by_page() {
        assertThat(count(new Whom.Debited(DAY))).isEqualTo(50);
        assertThat(count(new Whom.DebitFailed(DAY, DAY.plusDays(10)))).isEqualTo(50);
        assertThat(count(new Whom.Born(DAY.minusDays(59), DAY.minusDays(30), DAY)))
                .isEqualTo(50);
        assertThat(count(new Whom.Born(DAY.minusDays(59), DAY.minusDays(29), LocalDate.of(2025, 2, 9))))
                .as("the first may no longer join")
                .isEqualTo(50);
        assertThat(count(new Whom.JoinsUntil(LocalDate.of(2025, 2, 8)))).isEqualTo(50);
        assertThat(store.owing(2025, new Whom.Pupils(), FIRST, 7)).hasSize(7);
    }

    private int count(Whom whom) {
        int found = 0;
        for (var page = store.owing(2025, whom, FIRST, 20);
                !page.isEmpty();
                page = store.owing(2025, whom, page.lastKey().value(), 20)) {
            found += page.size();
        }
        return found;
    }

    private static String plan(String condition) {
        String sql = OwingStore.page(condition)
                .replace("$1", "2025")
                .replace("$2", "'" + FIRST + "'::uuid")
                .replace("$3", "1000");
        List<String> lines = DATABASE.run("EXPLAIN " + sql).stream()
                .map(row -> row.getString(0))
                .toList();
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
