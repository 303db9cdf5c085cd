package canbao.registry;

import static canbao.registry.TryRegistry.MONTH_1;
import static canbao.registry.TryRegistry.MONTH_2;
import static canbao.registry.TryRegistry.MONTH_3;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.model.Wakeup;
import canbao.model.batch.Applied;
import canbao.testing.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeltaDiffTest {
    private static final Database DATABASE = Platform.database();

    private final TryRegistry registry = new TryRegistry(DATABASE, FeedId.of("tax/payments"), 0.0);

    @BeforeEach
    void empty() {
        DATABASE.run("TRUNCATE scope, fact, fact_history, applied, outbox, restated");
        DATABASE.run("UPDATE registry_clock SET revision = 0");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void increments_add_and_change_and_never_withdraw() {
        registry.delta(MONTH_1, row("A", "paid", MONTH_1), row("B", "paid", MONTH_1));
        Applied second = registry.delta(MONTH_2, row("A", "refunded", MONTH_2), row("C", "paid", MONTH_2));
        assertThat(second).isEqualTo(new Applied(1, 1, 0, 0, 0, 0, false, List.of()));
        assertThat(registry.says("A", "B", "C")).isEqualTo(Map.of("A", "refunded", "B", "paid", "C", "paid"));
    }

    @Test
    void the_same_increment_again_wakes_nobody() {
        registry.delta(MONTH_1, row("A", "paid", MONTH_1));
        registry.wakeups();
        Applied again = registry.delta(MONTH_2, row("A", "paid", MONTH_1));
        assertThat(again).isEqualTo(new Applied(0, 0, 0, 1, 0, 0, false, List.of()));
        assertThat(registry.wakeups()).isEmpty();
        assertThat(registry.revision("A")).isEqualTo(1);
    }

    @Test
    void of_several_in_one_batch_the_newest_counts_and_its_person_is_woken_once() {
        Applied applied = registry.delta(
                MONTH_3, row("A", "refunded", MONTH_2), row("A", "paid", MONTH_1), row("A", "paid again", MONTH_3));
        assertThat(applied).isEqualTo(new Applied(1, 0, 0, 0, 2, 0, false, List.of()));
        assertThat(registry.says("A")).isEqualTo(Map.of("A", "paid again"));
        assertThat(registry.wakeups()).containsExactly(new Wakeup(new PersonKey(Row.key("A")), 1));
    }

    @Test
    void a_row_that_changes_hands_is_news_for_both() {
        registry.delta(MONTH_1, row("A", "paid", MONTH_1).numbered("P1"));
        registry.wakeups();
        registry.delta(MONTH_2, row("B", "paid for B", MONTH_2).numbered("P1"));
        assertThat(registry.wakeups())
                .containsExactlyInAnyOrder(
                        new Wakeup(new PersonKey(Row.key("A")), 2), new Wakeup(new PersonKey(Row.key("B")), 2));
        assertThat(registry.says("A", "B")).isEqualTo(Map.of("B", "paid for B"));
        assertThat(registry.revision("A")).isEqualTo(2);
    }

    @Test
    void an_increment_without_a_version_is_as_new_as_its_batch() {
        registry.delta(MONTH_2, Row.of(1, "A", "second"));
        assertThat(registry.delta(MONTH_1, Row.of(1, "A", "first")).stale()).isEqualTo(1);
        registry.delta(MONTH_3, Row.of(1, "A", "third"));
        assertThat(registry.says("A")).isEqualTo(Map.of("A", "third"));
    }

    /** Twelve increments on three people, two of them at the same moment with other content, in many orders and repeated. */
    @Test
    void increments_in_any_order_and_repeated_give_the_same_facts() {
        List<Row> rows = new ArrayList<>();
        for (String who : List.of("A", "B", "C")) {
            rows.add(row(who, "paid", MONTH_1));
            rows.add(row(who, "refunded", MONTH_2));
            rows.add(row(who, "paid " + who, MONTH_3));
            rows.add(row(who, "debited " + who, MONTH_3));
        }
        Set<Map<String, String>> ends = new HashSet<>();
        for (int seed = 0; seed < 25; seed++) {
            empty();
            Random random = new Random(seed);
            List<Row> order = new ArrayList<>(rows);
            order.addAll(rows);
            Collections.shuffle(order, random);
            while (!order.isEmpty()) {
                List<Row> batch = order.subList(0, Math.min(order.size(), 1 + random.nextInt(8)));
                registry.delta(MONTH_3, batch.toArray(Row[]::new));
                batch.clear();
            }
            ends.add(registry.says("A", "B", "C"));
        }
        assertThat(ends).hasSize(1);
        assertThat(ends.iterator().next()).hasSize(3);
    }

    @Test
    void an_old_repetition_does_not_make_a_newer_one_forgotten() {
        registry.delta(MONTH_3, row("A", "same", MONTH_1));
        registry.delta(MONTH_3, row("A", "same", MONTH_3));
        registry.delta(MONTH_3, row("A", "same", MONTH_1.plusSeconds(60)));
        assertThat(registry.delta(MONTH_3, row("A", "other", MONTH_2)).stale()).isEqualTo(1);
        assertThat(registry.says("A")).isEqualTo(Map.of("A", "same"));
    }

    private static Row row(String who, String says, Instant version) {
        return Row.of(1, who, says).at(version);
    }
}
