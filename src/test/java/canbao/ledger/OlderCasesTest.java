package canbao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.ledger.show.CaseFileStore;
import canbao.model.PersonKey;
import canbao.runtime.Migrations;
import canbao.testing.Platform;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cases, entries and orders that were written before V14, as they are read after it. */
class OlderCasesTest {
    private static final DatabaseAddress ADDRESS = Platform.bareDatabase();
    private static final Database DATABASE = new Database(Platform.vertx(), ADDRESS, 4);

    @BeforeAll
    static void older_rows_of_every_kind_are_brought_up_to_date() {
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + ADDRESS.host() + ":" + ADDRESS.port() + "/" + ADDRESS.database(),
                        ADDRESS.user(),
                        ADDRESS.password())
                .locations("classpath:db/migration")
                .target("13")
                .load()
                .migrate();
        older(1, "OWING", null, 1, 1, "1 OWED TAX/LEVY/SENT");
        older(2, "ENROL_ORDERED", "低保对象", 1, 1, "1 ENROL_ORDERED INSURER/ENROL/QUEUED");
        older(
                3,
                "SUBSIDISED",
                "低保对象",
                3,
                0,
                "1 ENROL_ORDERED INSURER/ENROL/DONE",
                "2 ENROLLED TAX/LEVY/DONE",
                "3 SUBSIDISED");
        older(4, "INELIGIBLE", null, 2, 0, "1 CANCEL_ORDERED INSURER/CANCEL/DONE", "2 CANCELLED");
        older(5, "INELIGIBLE", null, 1, 0, "1 INELIGIBLE");
        older(6, "CANCEL_ORDERED", "特困人员", 2, 0, "1 CANCEL_ORDERED INSURER/CANCEL/REFUSED", "2 REJECTED");
        older(7, "CANCEL_ORDERED", "特困人员", 1, 1, "1 CANCEL_ORDERED INSURER/CANCEL/SENT");
        older(8, "COVERED", null, 1, 0, "1 PAID");
        Migrations.apply(ADDRESS);
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void what_an_open_order_asks_is_known_and_who_owes_owes_his_part() {
        assertThat(one(1).asked()).isEqualTo(Action.LEVY);
        assertThat(one(1).dues().owed().value()).isEqualTo(660_00);
        assertThat(one(2).asked()).isEqualTo(Action.ENROL);
        assertThat(one(7).asked()).isEqualTo(Action.CANCEL);
        assertThat(one(8).asked()).isNull();
        assertThat(one(8).dues()).isEqualTo(Case.Dues.NONE);
    }

    @Test
    void the_insurers_flag_is_that_for_which_they_were_registered() {
        assertThat(one(2).flag()).isEqualTo("低保对象");
        assertThat(one(3).flag()).isEqualTo("低保对象");
        assertThat(one(1).flag()).isNull();
    }

    @Test
    void cancelled_is_told_apart_from_never_enrolled_and_a_refused_cancellation_waits_for_staff() {
        assertThat(states())
                .containsExactly(
                        "OWING",
                        "ENROL_ORDERED",
                        "SUBSIDISED",
                        "CANCELLED",
                        "INELIGIBLE",
                        "CANCEL_REFUSED",
                        "CANCEL_ORDERED",
                        "COVERED");
    }

    @Test
    void what_has_not_left_leaves_with_what_the_case_knows_of_him() {
        List<Order> ready = new OrderStore(DATABASE).ready(Destination.INSURER, 10);
        assertThat(ready).singleElement().satisfies(order -> {
            assertThat(order.person()).isEqualTo(person(2));
            assertThat(order.edge().pupil()).isTrue();
            assertThat(order.edge().minor()).isTrue();
            assertThat(order.edge().waitingMonths()).isZero();
        });
    }

    @Test
    void the_page_shows_every_one_of_them_with_its_entries() {
        List<PersonKey> all =
                IntStream.rangeClosed(1, 8).mapToObj(OlderCasesTest::person).toList();
        CaseFileStore file = new CaseFileStore(DATABASE);
        assertThat(file.cases(all))
                .hasSize(8)
                .allSatisfy(shown -> assertThat(shown.stands().en()).isNotBlank());
        assertThat(file.cases(List.of(person(1))).getFirst().owedFen()).isEqualTo(660_00);
        assertThat(file.entries(
                        List.of(person(3)),
                        Instant.now(java.time.Clock.systemUTC()).plusSeconds(60)))
                .extracting(entry -> entry.kind() + " " + entry.order())
                .containsExactly("ENROL_ORDERED INSURER ENROL DONE", "ENROLLED TAX LEVY DONE", "SUBSIDISED null");
    }

    private static List<String> states() {
        return IntStream.rangeClosed(1, 8).mapToObj(n -> one(n).state().name()).toList();
    }

    private static Case one(int n) {
        return DATABASE.inBulk(transaction -> CaseStore.lock(transaction, List.of(person(n)), 2025, 390))
                .values()
                .iterator()
                .next();
    }

    private static PersonKey person(int n) {
        return new PersonKey(new UUID(0, n));
    }

    /** @param ledger an entry a line, with the order that it brought */
    private static void older(
            int n,
            String state,
            @org.jspecify.annotations.Nullable String category,
            int ordinal,
            int open,
            String... ledger) {
        long subsidy = category == null ? 0 : 660_00;
        DATABASE.run(
                "INSERT INTO enrolment_case VALUES ($1, 2025, 390, $2, $3, $4, $5, 132000, true, true, false, $6, $7, NULL,"
                        + " 'a/b@1:1', 1, NULL)",
                Tuple.from(java.util.Arrays.asList(
                        person(n).value(), state, category, 660_00 - subsidy, subsidy, ordinal, open)));
        for (String line : ledger) {
            String[] words = line.split(" ", -1);
            DATABASE.run(
                    "INSERT INTO entry VALUES ($1, 2025, 390, $2, $3, $4, 0, 0, 0, '330302-2025/1', 'a/b@1:1', 'ledger/old', 1,"
                            + " 'hub:engine', now())",
                    Tuple.of(person(n).value(), Integer.parseInt(words[0]), words[1], category));
            if (words.length > 2) {
                String[] order = words[2].split("/", -1);
                DATABASE.run(
                        "INSERT INTO enrolment_order VALUES ($1, 2025, 390, $2, $3, $4, $5, 0, 66000, 132000, $6)",
                        Tuple.of(
                                person(n).value(), Integer.parseInt(words[0]), order[0], order[1], category, order[2]));
            }
        }
    }
}
