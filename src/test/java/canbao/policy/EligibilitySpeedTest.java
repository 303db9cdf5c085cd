package canbao.policy;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.Outcome;
import canbao.model.PersonFacts;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EligibilitySpeedTest {
    private static final int ROUND = 200_000;
    private static final int ROUNDS = 10;

    /** An idle core does several millions; the bound leaves room for a busy machine. */
    @Test
    void a_core_decides_at_least_a_million_simple_people_a_second() {
        List<PersonFacts> people = List.of(
                Lives.person(List.of(Lives.grownUp(Lives.hardship(1, "低保对象", "2024-06", "")))),
                Lives.person(List.of(Lives.pupil(2, "2016-03-01"))),
                Lives.person(List.of(Lives.pupil(3, "2016-03-01"), Lives.payment(4, "PAID", "2025", 66_000))),
                Lives.person(List.of(Lives.event(5, "DEATH", "2024-12-03"))));
        LocalDate on = LocalDate.of(2025, 1, 1);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            int minors = 0;
            for (int i = 0; i < ROUND; i++) {
                Outcome outcome = Eligibility.decide(people.get(i & 3), Lives.LUCHENG, on);
                minors += outcome.minor() ? 1 : 0;
            }
            assertThat(minors).isEqualTo(ROUND / 2);
            best = Math.max(best, ROUND / ((System.nanoTime() - start) / 1e9));
        }
        System.out.printf("%,.0f decisions a second on one core%n", best);
        assertThat(best).isGreaterThan(1_000_000);
    }
}
