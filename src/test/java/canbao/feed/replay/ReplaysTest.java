package canbao.feed.replay;

import static canbao.feed.batch.BatchWorld.FEED;
import static canbao.feed.batch.BatchWorld.ZHANG;
import static canbao.feed.batch.BatchWorld.list;
import static canbao.feed.batch.BatchWorld.number;
import static canbao.feed.batch.BatchWorld.person;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.batch.BatchWorld;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.replay.Replays.Caps;
import canbao.feed.replay.Replays.Filter;
import canbao.feed.replay.Replays.Order;
import canbao.feed.replay.Replays.Outcome;
import canbao.feed.replay.Replays.Plan;
import canbao.feed.replay.Replays.Status;
import canbao.feed.replay.Replays.Under;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private static final ContractCatalogue OLD = BatchWorld.catalogue("civil-affairs-hardship.yaml", "", "");
    private static final BatchWorld WORLD = new BatchWorld(OLD);
    private static final Caps CAPS = new Caps(100, 10_000, 0.5);

    @BeforeEach
    void empty() {
        WORLD.empty();
        WORLD.under(OLD);
    }

    @AfterAll
    static void disconnect() {
        WORLD.close();
    }

    @Test
    void a_replay_of_old_batches_changes_nothing() {
        WORLD.read("20250101", list(0, 40));
        WORLD.read("20250201", list(1, 41));
        WORLD.read("20250201", list(0, 40) + person(50, "特困人员"));
        long before = WORLD.count("fact_history");
        Map<String, String> facts = WORLD.facts();
        Plan plan = WORLD.replays.plan(filter(), Under.ORIGINAL, 10);
        assertThat(plan.batches()).isEqualTo(3);
        assertThat(plan.rows()).isEqualTo(121);
        assertThat(plan.estimatedMinutes()).isGreaterThan(0);
        assertThat(plan.differences()).allMatch(one -> one.added() + one.changed() + one.withdrawn() == 0);
        long replay = run(CAPS);
        WORLD.replayAll();
        assertThat(status(replay).state()).isEqualTo("DONE");
        assertThat(WORLD.replays.batches(replay, 0, 10))
                .extracting(Replays.Replayed::stale)
                .containsExactly(40, 40, 0);
        assertThat(WORLD.facts()).isEqualTo(facts);
        assertThat(WORLD.count("fact_history")).isEqualTo(before);
    }

    @Test
    void a_contract_that_reads_rows_now_that_it_could_not_read_then_brings_them_in() {
        long batch = WORLD.read("20250101", list(0, 39) + person(39, "城低"));
        assertThat(WORLD.facts()).hasSize(39);
        WORLD.under(BatchWorld.catalogue(
                "civil-affairs-hardship.yaml", "codesFile: hardship-category", "codes: {低保对象: [城市低保, 城低]}"));
        assertThat(WORLD.replays.plan(filter(), Under.CURRENT, 1).differences())
                .singleElement()
                .satisfies(one -> assertThat(one.added()).isEqualTo(1));
        assertThat(WORLD.facts()).as("a plan changes nothing").hasSize(39);
        long replay = run(CAPS);
        WORLD.replayAll();
        assertThat(status(replay).changes()).isEqualTo(1);
        assertThat(WORLD.facts()).hasSize(40).containsEntry(number(39), "低保对象");
        assertThat(WORLD.of(batch, "added || ' ' || rejected || ' ' || state")).isEqualTo("40 0 APPLIED");
        assertThat(WORLD.count("quarantine WHERE state = 'SETTLED'")).isEqualTo(1);
    }

    @Test
    void what_a_repair_said_is_newer_than_the_batch_that_it_repaired() {
        long batch = WORLD.read("20250101", list(0, 39) + person(39, "城低"));
        WORLD.repairs.fix(ZHANG, batch, 1, Map.of("category", "特困人员"), "民政口头更正");
        WORLD.readAll();
        WORLD.under(BatchWorld.catalogue(
                "civil-affairs-hardship.yaml", "codesFile: hardship-category", "codes: {低保对象: [城市低保, 城低], 特困人员: []}"));
        run(CAPS);
        WORLD.replayAll();
        assertThat(WORLD.facts()).containsEntry(number(39), "特困人员");
    }

    @Test
    void a_replay_stops_at_its_cap_before_anything_of_the_batch_is_applied() {
        WORLD.read("20250101", list(0, 40));
        assertThat(WORLD.replays.run(ZHANG, new Order(filter(), Under.CURRENT, new Caps(0, 10, 1), "试")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.rule()).isEqualTo("OVER_CAP"));
        WORLD.under(BatchWorld.catalogue(
                "civil-affairs-hardship.yaml", "codesFile: hardship-category", "codes: {特困人员: [城市低保]}"));
        long replay = run(new Caps(10, 1_000, 0.2));
        WORLD.replayAll();
        assertThat(status(replay).state()).isEqualTo("STOPPED");
        assertThat(status(replay).note()).contains("would change 40 at 40 rows");
        assertThat(WORLD.facts()).containsEntry(number(0), "低保对象");
        long allowed = run(new Caps(10, 1_000, 1));
        WORLD.replayAll();
        assertThat(status(allowed).state()).isEqualTo("DONE");
        assertThat(WORLD.facts()).hasSize(40).containsEntry(number(0), "特困人员");
    }

    @Test
    void a_replay_pauses_goes_on_after_a_restart_and_stops_when_told() {
        WORLD.read("20250101", list(0, 5));
        WORLD.read("20250201", list(0, 6));
        WORLD.read("20250301", list(0, 7));
        long replay = run(CAPS);
        assertThat(WORLD.replays.run(ZHANG, order(CAPS))).isEqualTo(Refusals.RUNNING);
        WORLD.replayLoop.step();
        assertThat(WORLD.replays.pause(ZHANG, replay, "白天")).isInstanceOf(Outcome.Done.class);
        WORLD.replayAll();
        assertThat(status(replay).done()).isEqualTo(1);
        WORLD.under(OLD);
        assertThat(WORLD.replays.resume(ZHANG, replay, "晚上")).isInstanceOf(Outcome.Done.class);
        WORLD.replayLoop.step();
        assertThat(WORLD.replays.stop(ZHANG, replay, "够了")).isInstanceOf(Outcome.Done.class);
        WORLD.replayAll();
        assertThat(status(replay).done()).isEqualTo(2);
        assertThat(status(replay).endedAt()).isNotNull();
        assertThat(WORLD.replays.resume(ZHANG, replay, "再来")).isEqualTo(Refusals.NOT_SO);
        assertThat(WORLD.count("audit WHERE action LIKE 'replay.%' AND object = 'replay/" + replay + "'"))
                .isEqualTo(4);
    }

    @Test
    void a_list_that_would_be_held_stops_the_replay_and_is_not_applied() {
        WORLD.read("20250101", list(0, 40));
        long parked = WORLD.store("20250201", list(0, 20));
        WORLD.database.run("UPDATE batch SET state = 'PARKED', contract_version = 0 WHERE id = " + parked);
        long replay = run(CAPS, "PARKED");
        WORLD.replayAll();
        assertThat(status(replay).note()).contains("a person must decide");
        assertThat(WORLD.of(parked, "state")).isEqualTo("PARKED");
        assertThat(WORLD.facts()).hasSize(40);
    }

    @Test
    void what_a_person_refused_is_never_replayed() {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250201", list(0, 20));
        assertThat(WORLD.replays.plan(filter("REFUSED"), Under.ORIGINAL, 5).batches())
                .isZero();
        WORLD.ask(held);
        WORLD.held.decide(BatchWorld.LI, held, false, "半份");
        assertThat(WORLD.replays.plan(filter("REFUSED"), Under.ORIGINAL, 5).batches())
                .isZero();
        assertThat(WORLD.replays.run(ZHANG, new Order(filter("REFUSED"), Under.ORIGINAL, CAPS, "试")))
                .isEqualTo(Refusals.NOTHING);
    }

    private static Filter filter(String... states) {
        return new Filter(
                FEED,
                LocalDate.of(2025, 1, 1),
                LocalDate.of(2025, 12, 31),
                states.length == 0 ? Set.of("APPLIED") : Set.of(states),
                null);
    }

    private static Order order(Caps caps, String... states) {
        return new Order(filter(states), Under.CURRENT, caps, "合约更正");
    }

    private static long run(Caps caps, String... states) {
        Outcome outcome = WORLD.replays.run(ZHANG, order(caps, states));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).replay();
    }

    private static Status status(long replay) {
        return WORLD.replays.find(replay).orElseThrow();
    }
}
