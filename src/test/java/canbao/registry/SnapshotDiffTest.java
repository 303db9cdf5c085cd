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
import canbao.model.batch.Applied.Contested;
import canbao.model.batch.RowResult;
import canbao.testing.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotDiffTest {
    private static final Database DATABASE = Platform.database();
    private static final FeedId FEED = FeedId.of("civil-affairs/hardship");

    private final TryRegistry registry = new TryRegistry(DATABASE, FEED, 1.0);

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
    void a_list_adds_changes_withdraws_and_leaves_alone() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "poor"), Row.of(3, "C", "low"));
        Applied second =
                registry.snapshot(MONTH_2, Row.of(1, "A", "low"), Row.of(2, "B", "low"), Row.of(3, "D", "orphan"));
        assertThat(second).isEqualTo(new Applied(1, 1, 1, 1, 0, 0, false, List.of()));
        assertThat(registry.says("A", "B", "C", "D")).isEqualTo(Map.of("A", "low", "B", "low", "D", "orphan"));
        assertThat(registry.watermark("")).isEqualTo(MONTH_2);
        assertThat(history()).isEqualTo(2);
    }

    @Test
    void month_by_month_as_civil_affairs_sends_it() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "低保"), Row.of(2, "B", "特困"));
        RowResult[] month2 = {Row.of(1, "A", "特困"), Row.of(2, "C", "低保")};
        assertThat(registry.snapshot(MONTH_2, month2)).isEqualTo(counts(1, 1, 1, 0));
        assertThat(registry.snapshot(MONTH_2, month2)).isEqualTo(counts(0, 0, 0, 2));
        assertThat(registry.snapshot(MONTH_3, Row.of(1, "B", "特困"))).isEqualTo(counts(0, 1, 2, 0));
        assertThat(registry.says("A", "B", "C")).isEqualTo(Map.of("B", "特困"));
    }

    @Test
    void a_rejected_row_keeps_its_person_on_the_list() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"), Row.of(3, "C", "low"));
        Applied second = registry.snapshot(MONTH_2, Row.of(1, "A", "low"), Row.rejected(2, "", "B"));
        assertThat(second).isEqualTo(counts(0, 0, 1, 1));
        assertThat(registry.says("A", "B", "C")).isEqualTo(Map.of("A", "low", "B", "low"));
    }

    @Test
    void an_unreadable_key_holds_withdrawals_while_the_rest_applies() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"));
        Applied second =
                registry.snapshot(MONTH_2, Row.of(1, "A", "poor"), Row.rejected(2, "", null), Row.of(3, "C", "low"));
        assertThat(second).isEqualTo(new Applied(1, 1, 0, 0, 0, 1, false, List.of()));
        assertThat(registry.says("A", "B", "C")).isEqualTo(Map.of("A", "poor", "B", "low", "C", "low"));
    }

    @Test
    void an_unreadable_key_holds_its_own_scope_only_and_an_unreadable_scope_holds_all() {
        List<String> schools = List.of("s1", "s2");
        RowResult[] first = {
            Row.of(1, "A", "x").in("s1"), Row.of(2, "B", "x").in("s1"),
            Row.of(3, "C", "x").in("s2"), Row.of(4, "D", "x").in("s2")
        };
        registry.snapshot(MONTH_1, first);
        Applied second = registry.snapshot(
                MONTH_2,
                first[0],
                Row.rejected(2, schools.getFirst(), null),
                Row.of(3, "C", "x").in("s2"));
        assertThat(second.heldWithdrawals()).isEqualTo(1);
        assertThat(second.withdrawn()).isEqualTo(1);
        assertThat(registry.says("A", "B", "C", "D")).containsOnlyKeys("s1:A", "s1:B", "s2:C");
        Applied third = registry.snapshot(MONTH_3, first[0], Row.of(2, "E", "x").in("s2"), Row.rejected(3, null, null));
        assertThat(third).isEqualTo(new Applied(1, 0, 0, 1, 0, 2, false, List.of()));
        assertThat(registry.says("A", "B", "C", "E")).containsOnlyKeys("s1:A", "s1:B", "s2:C", "s2:E");
    }

    @Test
    void a_key_twice_with_other_content_counts_for_nothing_and_holds_withdrawals() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"));
        Applied second = registry.snapshot(
                MONTH_2,
                Row.of(1, "A", "poor"),
                Row.of(2, "C", "low"),
                Row.of(3, "A", "orphan"),
                Row.of(4, "N", "low"),
                Row.of(5, "N", "poor"));
        assertThat(second)
                .isEqualTo(new Applied(1, 0, 0, 0, 0, 1, false, List.of(new Contested(1, 3), new Contested(4, 5))));
        assertThat(registry.says("A", "B", "C", "N")).isEqualTo(Map.of("A", "low", "B", "low", "C", "low"));
        assertThat(registry.revision("N")).isZero();
        assertThat(registry.revision("A")).isEqualTo(1);
    }

    @Test
    void a_contested_row_that_was_stale_is_not_counted_as_unchanged() {
        registry.delta(MONTH_3, Row.of(1, "A", "poor").at(MONTH_3));
        Applied list = registry.snapshot(MONTH_2, Row.of(1, "A", "low"), Row.of(2, "A", "orphan"));
        assertThat(list.unchanged()).isZero();
        assertThat(registry.says("A")).isEqualTo(Map.of("A", "poor"));
    }

    @Test
    void the_same_row_twice_is_harmless() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"));
        Applied second = registry.snapshot(MONTH_2, Row.of(1, "A", "poor"), Row.of(2, "A", "poor"));
        assertThat(second).isEqualTo(counts(0, 1, 1, 1));
        assertThat(registry.says("A", "B")).isEqualTo(Map.of("A", "poor"));
    }

    @Test
    void too_many_withdrawals_hold_the_whole_list_and_write_nothing() {
        TryRegistry careful = new TryRegistry(DATABASE, FEED, 0.25);
        careful.snapshot(MONTH_1, people(0, 8));
        careful.wakeups();
        Applied held = careful.snapshot(MONTH_2, people(3, 9));
        assertThat(held).isEqualTo(new Applied(1, 0, 3, 5, 0, 0, true, List.of()));
        assertThat(held.changes()).isZero();
        assertThat(careful.says("P0", "P8")).containsOnlyKeys("P0");
        assertThat(careful.wakeups()).isEmpty();
        assertThat(careful.watermark("")).isEqualTo(MONTH_1);
        assertThat(history()).isZero();
        assertThat(careful.snapshot(MONTH_2, people(2, 8)).held())
                .as("exactly the share is allowed")
                .isFalse();
    }

    @Test
    void an_older_list_after_a_newer_one_changes_nothing() {
        registry.snapshot(MONTH_2, Row.of(1, "A", "low"), Row.of(2, "B", "low"));
        Applied late = registry.snapshot(MONTH_1, Row.of(1, "A", "poor"), Row.of(2, "C", "low"));
        assertThat(late).isEqualTo(new Applied(0, 0, 0, 0, 2, 0, false, List.of()));
        assertThat(registry.says("A", "B", "C")).isEqualTo(Map.of("A", "low", "B", "low"));
        assertThat(registry.watermark("")).isEqualTo(MONTH_2);
    }

    @Test
    void an_older_list_neither_overwrites_nor_withdraws_a_newer_increment() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"));
        registry.delta(
                MONTH_3,
                Row.of(1, "A", "poor").at(MONTH_3),
                Row.of(2, "N", "orphan").at(MONTH_3));
        Applied list = registry.snapshot(MONTH_2, Row.of(1, "A", "low"));
        assertThat(list).isEqualTo(new Applied(0, 0, 1, 0, 1, 0, false, List.of()));
        assertThat(registry.says("A", "B", "N")).isEqualTo(Map.of("A", "poor", "N", "orphan"));
    }

    @Test
    void an_increment_older_than_the_newest_list_changes_nothing() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"));
        registry.snapshot(MONTH_3, Row.of(1, "A", "low"));
        Applied late = registry.delta(
                MONTH_3,
                Row.of(1, "A", "poor").at(MONTH_2),
                Row.of(2, "N", "low").at(MONTH_2));
        assertThat(late.stale()).isEqualTo(2);
        assertThat(registry.says("A", "N")).isEqualTo(Map.of("A", "low"));
    }

    @Test
    void who_comes_back_counts_as_changed_even_with_the_same_words() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"));
        registry.snapshot(MONTH_2, Row.of(1, "A", "low"));
        assertThat(registry.snapshot(MONTH_3, Row.of(1, "A", "low"), Row.of(2, "B", "low")))
                .isEqualTo(counts(0, 1, 0, 1));
        assertThat(registry.says("A", "B")).isEqualTo(Map.of("A", "low", "B", "low"));
        assertThat(registry.revision("B")).isEqualTo(3);
    }

    @Test
    void exactly_the_touched_are_woken_with_the_revision_of_the_batch() {
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"), Row.of(3, "C", "low"));
        assertThat(registry.wakeups()).containsExactlyInAnyOrder(woken("A", 1), woken("B", 1), woken("C", 1));
        registry.snapshot(MONTH_2, Row.of(1, "A", "low"), Row.of(2, "B", "poor"), Row.of(3, "D", "low"));
        assertThat(registry.wakeups()).containsExactlyInAnyOrder(woken("B", 2), woken("C", 2), woken("D", 2));
        registry.snapshot(MONTH_3, Row.of(1, "A", "low"), Row.of(2, "B", "poor"), Row.of(3, "D", "low"));
        assertThat(registry.wakeups()).isEmpty();
    }

    @Test
    void more_people_than_fit_in_one_record_are_all_woken_once() {
        registry.snapshot(MONTH_1, people(0, 5_000));
        assertThat(DATABASE.run("SELECT max(length(payload)) / 24 AS most FROM outbox")
                        .iterator()
                        .next()
                        .getInteger(0))
                .isBetween(400, 500);
        assertThat(registry.wakeups()).hasSize(5_000).doesNotHaveDuplicates();
    }

    @Test
    void two_schools_of_one_feed_do_not_disturb_each_other() {
        registry.snapshot(
                MONTH_2, Row.of(1, "A", "x").in("s1"), Row.of(2, "B", "x").in("s1"));
        Applied other = registry.snapshot(MONTH_1, Row.of(1, "C", "x").in("s2"));
        assertThat(other).isEqualTo(counts(1, 0, 0, 0));
        registry.snapshot(MONTH_3, Row.of(1, "D", "x").in("s2"));
        assertThat(registry.says("A", "B", "C", "D")).containsOnlyKeys("s1:A", "s1:B", "s2:D");
        assertThat(registry.watermark("s1")).isEqualTo(MONTH_2);
    }

    private static RowResult[] people(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> Row.of(n + 1, "P" + n, "low"))
                .toArray(RowResult[]::new);
    }

    private static Wakeup woken(String who, long revision) {
        return new Wakeup(new PersonKey(Row.key(who)), revision);
    }

    private static Applied counts(int added, int changed, int withdrawn, int unchanged) {
        return new Applied(added, changed, withdrawn, unchanged, 0, 0, false, List.of());
    }

    private static long history() {
        return DATABASE.run("SELECT count(*) FROM fact_history")
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void a_tombstone_keeps_its_version_so_that_an_older_increment_does_not_raise_the_dead() {
        Instant between = MONTH_1.plusSeconds(3600);
        registry.snapshot(MONTH_1, Row.of(1, "A", "low"), Row.of(2, "B", "low"));
        registry.snapshot(MONTH_2, Row.of(1, "A", "low"));
        Applied late = registry.delta(MONTH_3, Row.of(1, "B", "low").at(between));
        assertThat(late.stale()).isEqualTo(1);
        assertThat(registry.says("A", "B")).isEqualTo(Map.of("A", "low"));
    }
}
