package canbao.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.audit.ChainStore;
import canbao.audit.ChainStore.Check;
import canbao.audit.Fault;
import canbao.io.Database;
import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.ledger.proof.LinkedEntryStore;
import canbao.model.Actor;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonKey;
import canbao.testing.Platform;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CaseStoreTest {
    private static final Database DATABASE = Platform.database();
    private static final OrderStore ORDERS = new OrderStore(DATABASE);
    private static final Instant NOON = Instant.parse("2024-11-15T04:00:00Z");

    private static final Order.Edge EDGE = new Order.Edge(
            true,
            false,
            "重度残疾",
            LocalDate.of(2024, 10, 31),
            LocalDate.of(2024, 11, 1),
            null,
            LocalDate.of(2025, 1, 1),
            3);

    private final PersonKey person = new PersonKey(UUID.randomUUID());
    private final String chain = "ledger/" + person;

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void entries_are_neither_changed_nor_deleted() {
        append(entry(1, EntryKind.OWED));
        for (String change : List.of("UPDATE entry SET personal_fen = 0", "DELETE FROM entry", "TRUNCATE entry")) {
            assertThatThrownBy(() -> DATABASE.run(change)).hasMessageContaining("entry is append-only");
        }
        assertThat(kinds()).containsExactly("OWED");
    }

    @Test
    void an_entry_number_is_given_once() {
        append(entry(1, EntryKind.OWED));
        assertThatThrownBy(() -> append(entry(1, EntryKind.PAID))).rootCause().hasMessageContaining("entry_pkey");
        assertThat(kinds()).containsExactly("OWED");
        assertThat(check()).isInstanceOf(Check.Sound.class);
    }

    @Test
    void the_chain_covers_what_stands_in_the_ledger() {
        append(entry(1, EntryKind.OWED));
        append(entry(2, EntryKind.LEVY_WITHDRAWN), entry(3, EntryKind.REFUND_ORDERED, new Fen(66_000)));
        assertThat(check())
                .isInstanceOfSatisfying(
                        Check.Sound.class, sound -> assertThat(sound.length()).isEqualTo(2));
        forge("UPDATE entry SET personal_fen = personal_fen + 1 WHERE ordinal = 2 AND person = $1");
        assertThat(check())
                .isInstanceOfSatisfying(
                        Check.Broken.class, broken -> assertThat(broken.seq()).isEqualTo(2));
        forge(
                "UPDATE posting SET actor = 'somebody' WHERE id = (SELECT posting FROM entry WHERE ordinal = 1 AND person = $1)");
        assertThat(check()).isEqualTo(new Check.Broken(chain, 1, Fault.ROWS_CHANGED));
        forge("UPDATE entry SET personal_fen = -1 WHERE ordinal = 1 AND person = $1");
        assertThat(check()).isEqualTo(new Check.Broken(chain, 1, Fault.ROWS_CHANGED));
        forge("DELETE FROM entry WHERE ordinal = 1 AND person = $1");
        assertThat(check()).isEqualTo(new Check.Broken(chain, 1, Fault.ROWS_MISSING));
    }

    @Test
    void a_link_covers_the_entries_of_several_people_years_and_products_in_the_order_of_their_keys() {
        PersonKey second = new PersonKey(new UUID(0x8000_0000_0000_0000L, 1));
        PersonKey first =
                new PersonKey(new UUID(0x7000_0000_0000_0000L, person.value().getLeastSignificantBits()));
        List<Entry> entries = new ArrayList<>();
        for (PersonKey one : List.of(first, second)) {
            for (int product : List.of(CaseLoop.RESIDENT, 410)) {
                for (int ordinal : List.of(9, 10)) {
                    entries.add(new Entry(
                            one,
                            2025,
                            product,
                            ordinal,
                            EntryKind.OWED,
                            null,
                            TryCase.FULL,
                            Fen.ZERO,
                            "p/1",
                            "a/b@1:1"));
                }
            }
        }
        append(entries.toArray(Entry[]::new));
        assertThat(check())
                .isInstanceOfSatisfying(
                        Check.Sound.class, sound -> assertThat(sound.length()).isEqualTo(1));
    }

    @Test
    void a_case_comes_back_as_it_was_put() {
        Case put = new Case(
                person,
                2025,
                CaseLoop.RESIDENT,
                CaseState.LEVY_REFUSED,
                "低保对象",
                TryCase.HELPED,
                true,
                false,
                true,
                4,
                3,
                Action.LEVY,
                "E17",
                "civil-affairs/hardship@1:1",
                12,
                LocalDate.of(2025, 3, 1),
                new Case.Dues(new Fen(1), new Fen(2), new Fen(3)),
                "特困人员",
                new Outcome.Notes(
                        Outcome.Unpaid.PRISON,
                        LocalDate.of(2025, 6, 30),
                        LocalDate.of(2024, 11, 8),
                        LocalDate.of(2024, 12, 1),
                        LocalDate.of(2024, 12, 2),
                        new Outcome.Newborn(LocalDate.of(2024, 11, 1), LocalDate.of(2025, 1, 30))),
                3,
                true);
        Case changed = Case.first(person, 2025, CaseLoop.RESIDENT);
        for (Case expected : List.of(put, changed)) {
            Map<PersonKey, Case> found = DATABASE.inBulk(transaction -> {
                boolean first = expected.equals(put);
                CaseStore.put(
                        transaction, first ? List.of(expected) : List.of(), first ? List.of() : List.of(expected));
                return CaseStore.lock(transaction, List.of(person), 2025, CaseLoop.RESIDENT);
            });
            assertThat(found).isEqualTo(Map.of(person, expected));
        }
    }

    @Test
    void the_second_order_of_a_case_waits_for_the_answer_to_the_first() {
        Order levy = order(1, Destination.TAX, Action.LEVY);
        Order cancel = order(2, Destination.TAX, Action.CANCEL);
        Order enrol = order(3, Destination.INSURER, Action.ENROL);
        DATABASE.inBulkDo(transaction -> OrderStore.queue(transaction, List.of(levy, cancel, enrol)));
        assertThat(ready()).containsExactly(levy);
        ORDERS.sent(List.of(levy));
        assertThat(ready()).as("sent is not answered").isEmpty();
        answer(levy, false);
        assertThat(ready()).containsExactly(cancel);
        ORDERS.sent(List.of(cancel));
        answer(cancel, true);
        assertThat(ready()).containsExactly(enrol);
    }

    @Test
    void an_answer_closes_its_order_once() {
        Order levy = order(1, Destination.TAX, Action.LEVY);
        DATABASE.inBulkDo(transaction -> OrderStore.queue(transaction, List.of(levy)));
        ORDERS.sent(List.of(levy));
        answer(levy, true);
        answer(levy, false);
        ORDERS.sent(List.of(levy));
        assertThat(DATABASE.run("SELECT state FROM enrolment_order WHERE person = $1", Tuple.of(person.value()))
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("DONE");
    }

    private List<Order> ready() {
        return java.util.stream.Stream.of(Destination.values())
                .flatMap(destination -> ORDERS.ready(destination, 100).stream())
                .filter(order -> order.person().equals(person))
                .toList();
    }

    private void answer(Order order, boolean ok) {
        Answer answer = new Answer(person, 2025, CaseLoop.RESIDENT, order.ordinal(), ok, "");
        DATABASE.inBulkDo(transaction -> OrderStore.answer(transaction, List.of(answer)));
    }

    private Order order(int ordinal, Destination destination, Action action) {
        return new Order(person, 2025, CaseLoop.RESIDENT, ordinal, destination, action, "低保对象", TryCase.HELPED, EDGE);
    }

    private Entry entry(int ordinal, EntryKind kind) {
        return entry(ordinal, kind, Fen.ZERO);
    }

    private Entry entry(int ordinal, EntryKind kind, Fen moved) {
        return new Entry(
                person,
                2025,
                CaseLoop.RESIDENT,
                ordinal,
                kind,
                null,
                TryCase.FULL,
                moved,
                "330302-2025/1",
                "a/b@1:" + ordinal);
    }

    private void append(Entry... entries) {
        DATABASE.inBulkDo(
                transaction -> CaseStore.append(transaction, List.of(entries), chain, Actor.hub("engine"), NOON));
    }

    private List<String> kinds() {
        return DATABASE.run("SELECT kind FROM entry WHERE person = $1", Tuple.of(person.value())).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** What a database administrator could do who switches the trigger off. */
    private void forge(String sql) {
        DATABASE.run("ALTER TABLE entry DISABLE TRIGGER entry_is_append_only");
        DATABASE.run("ALTER TABLE posting DISABLE TRIGGER posting_is_append_only");
        DATABASE.run(sql, Tuple.of(person.value()));
        DATABASE.run("ALTER TABLE entry ENABLE TRIGGER entry_is_append_only");
        DATABASE.run("ALTER TABLE posting ENABLE TRIGGER posting_is_append_only");
    }

    private Check check() {
        return new ChainStore(DATABASE).verify(chain, new LinkedEntryStore(DATABASE));
    }
}
