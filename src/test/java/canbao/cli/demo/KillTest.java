package canbao.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.sim.district.District;
import canbao.sms.MessageState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SIGKILL twenty times while at work: nothing lost, nothing twice, the same end as undisturbed. */
class KillTest {
    private static final int WHILE_FEEDING = 13;
    private static final int WHILE_REMINDING = 7;

    private static KillRun killed;
    private static KillRun undisturbed;

    @BeforeAll
    static void play() throws IOException {
        District district = District.of(20);
        killed = new KillRun("killed", district, new byte[0], 20);
        undisturbed = new KillRun("calm", district, killed.lookupKey(), 20);
        // Side by side: the one waits for its processes most of the time.
        CompletableFuture<Void> calm = CompletableFuture.runAsync(() -> {
            undisturbed.feed(0);
            undisturbed.remind(0);
        });
        killed.feed(WHILE_FEEDING);
        killed.remind(WHILE_REMINDING);
        calm.join();
    }

    @AfterAll
    static void end() {
        killed.close();
        undisturbed.close();
    }

    @Test
    void every_kill_hit_work_in_flight() {
        assertThat(killed.kills()).isEqualTo(WHILE_FEEDING + WHILE_REMINDING);
    }

    @Test
    void everybody_stands_where_an_undisturbed_run_leaves_him() {
        assertThat(killed.store().cases()).hasSizeGreaterThan(4_000);
        assertThat(differences(killed.store().facts(), undisturbed.store().facts()))
                .isEmpty();
        assertThat(differences(killed.store().cases(), undisturbed.store().cases()))
                .isEmpty();
    }

    @Test
    void no_entry_is_missing_or_there_twice() {
        assertThat(killed.store().brokenCases()).isZero();
    }

    @Test
    void the_others_books_hold_the_same_obligations_and_nobody_twice() {
        assertThat(killed.obligations()).hasSizeGreaterThan(2_000);
        assertThat(differences(
                        killed.obligations().values(), undisturbed.obligations().values()))
                .isEmpty();
        assertThat(killed.obligations()
                        .keySet()
                        .equals(undisturbed.obligations().keySet()))
                .isTrue();
        assertThat(killed.insurer().duplicateEnrolments()).isEmpty();
        assertThat(killed.insurer().conflicts()).isZero();
        assertThat(killed.tax().duplicateLevies()).isEmpty();
        assertThat(killed.tax().conflicts()).isZero();
    }

    @Test
    void no_handset_has_a_message_twice_and_every_gap_is_listed_in_doubt() {
        Map<String, Integer> reached = killed.handsets();
        assertThat(reached.values()).isNotEmpty().allMatch(copies -> copies == 1);
        Set<String> gaps = new HashSet<>(undisturbed.handsets().keySet());
        gaps.removeAll(reached.keySet());
        assertThat((long) gaps.size()).isLessThanOrEqualTo(killed.inDoubt());
        assertThat(undisturbed.handsets().keySet()).containsAll(reached.keySet());
        assertThat(killed.messages().getOrDefault(MessageState.FAILED, 0L)).isZero();
    }

    /** What stands in one and not, or not as often, in the other; marked with its side. */
    private static List<String> differences(Collection<String> one, Collection<String> other) {
        Map<String, Integer> count = new HashMap<>();
        one.forEach(text -> count.merge(text, 1, Integer::sum));
        other.forEach(text -> count.merge(text, -1, Integer::sum));
        List<String> differences = new ArrayList<>();
        count.forEach((text, times) -> {
            if (times != 0) {
                differences.add((times > 0 ? "+" : "-") + text);
            }
        });
        return differences;
    }
}
