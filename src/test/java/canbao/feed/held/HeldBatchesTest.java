package canbao.feed.held;

import static canbao.feed.batch.BatchWorld.LI;
import static canbao.feed.batch.BatchWorld.ZHANG;
import static canbao.feed.batch.BatchWorld.list;
import static canbao.feed.batch.BatchWorld.number;
import static canbao.feed.batch.BatchWorld.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.feed.batch.BatchWorld;
import canbao.feed.batch.Changes.Page;
import canbao.feed.held.HeldBatches.Outcome;
import canbao.feed.held.HeldBatches.Shown;
import canbao.model.batch.ChangeObserver.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldBatchesTest {
    private static final BatchWorld WORLD = new BatchWorld();

    @BeforeEach
    void empty() {
        WORLD.empty();
    }

    @AfterAll
    static void disconnect() {
        WORLD.close();
    }

    @Test
    void a_held_list_shows_what_would_happen_and_to_whom_and_writes_nothing() {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250201", person(0, "特困人员") + list(1, 30) + person(50, "城市低保"));
        long vault = WORLD.count("vault");
        assertThat(WORLD.held.list(0, 10)).singleElement().satisfies(one -> {
            assertThat(one.batch()).isEqualTo(held);
            assertThat(one.withdrawals()).isEqualTo(10);
        });
        Shown shown = WORLD.held.show(held, new Page(null, 0, 3)).orElseThrow();
        assertThat(List.of(shown.added(), shown.changed(), shown.withdrawn(), shown.unchanged()))
                .isEqualTo(List.of(1, 1, 10, 29));
        assertThat(shown.people()).extracting(People.Masked::kind).containsExactly("CHANGED", "ADDED", "WITHDRAWN");
        assertThat(shown.people().getFirst().name()).isEqualTo("受*");
        assertThat(shown.people().getFirst().line()).isEqualTo(2);
        assertThat(shown.people().getFirst().certificate()).startsWith("330***").doesNotContain(number(0));
        assertThat(shown.people().get(2).certificate()).startsWith("330***");
        assertThat(shown.people().get(2).line()).isZero();
        assertThat(shown.toString()).doesNotContain("受助人", number(0));
        Shown gone = WORLD.held
                .show(held, new Page(Kind.WITHDRAWN, shown.next() - 2, 20))
                .orElseThrow();
        assertThat(gone.people()).hasSize(9).allMatch(one -> one.kind().equals("WITHDRAWN"));
        assertThat(gone.digest()).isEqualTo(shown.digest());
        assertThat(WORLD.count("vault")).as("a trial enrols nobody").isEqualTo(vault);
        assertThat(WORLD.count("fact WHERE NOT withdrawn")).isEqualTo(40);
    }

    @Test
    void a_second_person_approves_and_exactly_what_was_shown_is_applied() {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250201", person(0, "特困人员") + list(1, 30));
        WORLD.approve(held);
        assertThat(WORLD.of(held, "hold")).isEqualTo("APPROVED");
        assertThat(WORLD.of(held, "state")).as("until it is read").isEqualTo("HELD");
        WORLD.readAll();
        assertThat(WORLD.of(held, "state || ' ' || hold || ' ' || withdrawn || ' ' || changed"))
                .isEqualTo("APPLIED RELEASED 10 1");
        assertThat(WORLD.facts()).hasSize(30).containsEntry(number(0), "特困人员");
        assertThat(WORLD.count("held_request WHERE state = 'APPLIED'")).isEqualTo(1);
        assertThat(WORLD.held.list(0, 10)).isEmpty();
        assertThat(WORLD.database
                        .run(
                                "SELECT string_agg(actor_name || ' ' || action, ', ' ORDER BY seq) FROM audit WHERE object = 'batch/"
                                        + held + "'")
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("zhang held.ask, li held.approve");
    }

    @Test
    void who_has_asked_cannot_decide_not_even_in_sql() {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250201", list(0, 30));
        assertThat(WORLD.held.decide(LI, held, true, "好")).isEqualTo(Refusals.NOT_ASKED);
        WORLD.ask(held);
        assertThat(WORLD.held.decide(ZHANG, held, true, "我自己来")).isEqualTo(Refusals.SAME_PERSON);
        assertThatThrownBy(
                        () -> WORLD.database.run(
                                "UPDATE held_request SET state = 'APPROVED', decided_by = asked_by, decided_at = now(), decision = 'x'"))
                .hasMessageContaining("held_request");
        WORLD.readAll();
        assertThat(WORLD.of(held, "state")).isEqualTo("HELD");
    }

    @Test
    void a_refused_list_withdraws_and_changes_nothing_and_stays_refused() {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250201", person(0, "特困人员") + list(1, 30));
        WORLD.ask(held);
        assertThat(WORLD.held.decide(LI, held, false, "民政确认是半份名单")).isInstanceOf(Outcome.Done.class);
        WORLD.readAll();
        assertThat(WORLD.of(held, "state || ' ' || reason")).isEqualTo("REFUSED REFUSED_BY_STAFF");
        assertThat(WORLD.facts()).hasSize(40).containsEntry(number(0), "低保对象");
        assertThat(WORLD.held.decide(LI, held, true, "又改主意")).isEqualTo(Refusals.NOT_HELD);
    }

    @Test
    void what_changed_since_it_was_shown_is_held_again_and_must_be_looked_at_anew() {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250301", list(0, 30));
        String shown = WORLD.held.show(held, Page.NONE).orElseThrow().digest();
        WORLD.approve(held);
        // A list that speaks of an earlier day arrives while the approval is on its way.
        long february = WORLD.store("20250201", list(0, 40) + person(60, "城市低保"));
        WORLD.database.run("UPDATE batch SET state = 'PARKED' WHERE id = " + held);
        WORLD.database.run("UPDATE batch SET hold = 'OPEN', state = 'HELD' WHERE id = " + held);
        WORLD.readAll();
        assertThat(WORLD.of(february, "state")).isEqualTo("APPLIED");
        WORLD.database.run("UPDATE batch SET hold = 'APPROVED' WHERE id = " + held);
        WORLD.readAll();
        assertThat(WORLD.of(held, "state || ' ' || hold || ' ' || reason"))
                .isEqualTo("HELD CHANGED CHANGED_SINCE_SHOWN");
        assertThat(WORLD.facts()).hasSize(41);
        assertThat(WORLD.held.ask(ZHANG, held, shown, "照旧")).isEqualTo(Refusals.CHANGED);
        WORLD.approve(held);
        WORLD.readAll();
        assertThat(WORLD.of(held, "state")).isEqualTo("APPLIED");
        assertThat(WORLD.facts()).hasSize(30);
    }

    @Test
    void withdrawals_that_wait_for_an_unreadable_key_are_released_by_approval_and_counted_once() {
        WORLD.read("20250101", list(0, 40));
        long list = WORLD.read("20250201", list(0, 38) + person(99, "城市低保").replace(number(99), "330302X"));
        assertThat(WORLD.of(list, "state || ' ' || hold || ' ' || held_withdrawals"))
                .isEqualTo("APPLIED OPEN 2");
        assertThat(WORLD.facts()).hasSize(40);
        WORLD.approve(list);
        WORLD.readAll();
        assertThat(WORLD.of(
                        list, "state || ' ' || hold || ' ' || held_withdrawals || ' ' || withdrawn || ' ' || rejected"))
                .isEqualTo("APPLIED RELEASED 0 2 1");
        assertThat(WORLD.facts()).hasSize(38);
        assertThat(WORLD.count("quarantine WHERE state = 'OPEN'")).isEqualTo(1);
    }

    @Test
    void a_newer_list_supersedes_what_waits_whichever_came_first() {
        WORLD.read("20250101", list(0, 40));
        long march = WORLD.read("20250301", list(0, 30));
        long february = WORLD.read("20250201", list(0, 29));
        assertThat(WORLD.of(february, "hold")).isEqualTo("OPEN");
        WORLD.ask(february);
        WORLD.approve(march);
        WORLD.readAll();
        assertThat(WORLD.of(march, "state")).isEqualTo("APPLIED");
        assertThat(WORLD.of(february, "state || ' ' || hold || ' ' || reason"))
                .isEqualTo("SUPERSEDED SUPERSEDED superseded by batch " + march);
        assertThat(WORLD.held.decide(LI, february, true, "晚了")).isEqualTo(Refusals.NOT_HELD);
        assertThat(WORLD.facts()).hasSize(30);
    }

    @Test
    void approving_while_a_newer_list_is_applied_ends_in_one_of_two_orders_and_never_in_the_older_list()
            throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 6; round++) {
                WORLD.empty();
                WORLD.read("20250101", list(0, 40));
                long held = WORLD.read("20250201", list(0, 30));
                WORLD.ask(held);
                WORLD.store("20250301", list(0, 39));
                Callable<Outcome> approve = () -> WORLD.held.decide(LI, held, true, "核对");
                Future<Outcome> approved = two.submit(approve);
                two.submit(WORLD::readAll).get();
                approved.get();
                WORLD.readAll();
                assertThat(WORLD.of(held, "hold")).isIn("SUPERSEDED", "RELEASED");
                assertThat(WORLD.facts()).hasSize(39);
            }
        }
    }

    @Test
    void several_who_decide_at_once_are_one_decision() throws Exception {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250201", list(0, 30));
        WORLD.ask(held);
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            List<Callable<Outcome>> deciders = List.of(
                    () -> WORLD.held.decide(LI, held, true, "一"),
                    () -> WORLD.held.decide(LI, held, false, "二"),
                    () -> WORLD.held.decide(LI, held, true, "三"),
                    () -> WORLD.held.decide(LI, held, false, "四"));
            int done = 0;
            for (Future<Outcome> outcome : many.invokeAll(deciders)) {
                done += outcome.get() instanceof Outcome.Done ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
    }
}
