package canbao.policy;

import static canbao.policy.Lives.coverage;
import static canbao.policy.Lives.event;
import static canbao.policy.Lives.hardship;
import static canbao.policy.Lives.payment;
import static canbao.policy.Lives.pupil;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problems;
import canbao.model.Decision;
import canbao.model.Decision.Ineligible;
import canbao.model.Decision.Owing;
import canbao.model.Decision.Reason;
import canbao.model.Decision.Subsidised;
import canbao.model.Fact;
import canbao.model.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 2025's premium is collected until 2025-02-28; after that nobody is asked to pay for it who is no special case. */
class LevyWindowTest {
    private static final Fact PUPIL = pupil(1, "2016-03-01");
    private static final Decision CLOSED = new Ineligible(Reason.WINDOW_CLOSED);

    private final Path folder;

    LevyWindowTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void on_the_last_day_of_the_extension_a_pupil_may_still_join_and_the_day_after_he_may_not() {
        assertThat(decide("2025-02-28", PUPIL).decision()).isInstanceOf(Owing.class);
        assertThat(decide("2025-02-28", PUPIL).nextReview()).isEqualTo("2025-03-01");
        Outcome late = decide("2025-03-01", PUPIL);
        assertThat(late.decision()).isEqualTo(CLOSED);
        assertThat(late.evidence()).as("who would belong here").containsExactly("education/roster@7:1");
        assertThat(late.owed().value()).isZero();
        assertThat(decide("2025-11-15", PUPIL).nextReview()).isEqualTo(LocalDate.MAX);
    }

    @Test
    void who_moves_in_later_may_join_for_three_months() {
        Fact in = event(14, "MOVE_IN", "2025-05-10");
        assertThat(decide("2025-05-10", in).decision()).isInstanceOf(Owing.class);
        assertThat(decide("2025-08-10", in).decision()).isInstanceOf(Owing.class);
        assertThat(decide("2025-08-10", in).nextReview()).isEqualTo("2025-08-11");
        assertThat(decide("2025-08-11", in).decision()).isEqualTo(CLOSED);
        assertThat(decide("2025-08-10", in, PUPIL).decision())
                .as("a school does not bar him")
                .isInstanceOf(Owing.class);
    }

    @Test
    void nobody_joins_a_year_that_is_over() {
        Fact in = event(14, "MOVE_IN", "2025-12-10");
        assertThat(decide("2025-12-31", in).decision()).isInstanceOf(Owing.class);
        assertThat(decide("2025-12-31", in).nextReview()).isEqualTo("2026-01-01");
        assertThat(decide("2026-01-01", in).decision()).isEqualTo(CLOSED);
        Fact left = coverage(16, "310", "330302", "2020-01-01", "2025-11-30");
        assertThat(decide("2025-12-31", left).decision()).isInstanceOf(Owing.class);
        assertThat(decide("2026-01-01", left).decision()).isEqualTo(CLOSED);
    }

    @Test
    void newborns_and_who_loses_employee_cover_may_join_in_the_middle_of_the_year() {
        assertThat(decide("2025-08-01", event(13, "BIRTH", "2025-07-20")).decision())
                .isInstanceOf(Owing.class);
        Fact left = coverage(16, "310", "330302", "2020-01-01", "2025-06-30");
        assertThat(decide("2025-09-30", left, PUPIL).decision()).isInstanceOf(Owing.class);
        assertThat(decide("2025-10-01", left, PUPIL).decision()).isEqualTo(CLOSED);
    }

    @Test
    void who_deserves_help_is_helped_all_year_and_who_has_begun_to_pay_may_go_on() {
        assertThat(decide("2025-11-15", PUPIL, hardship(2, "低保对象", "2025-11", ""))
                        .decision())
                .isInstanceOf(Subsidised.class);
        assertThat(decide("2025-11-15", PUPIL, payment(8, "PAID", "2025", 10_000))
                        .decision())
                .isInstanceOf(Owing.class);
    }

    @Test
    void where_the_policy_lets_anybody_join_late_he_may_as_long_as_his_waiting_ends_within_the_year() {
        assertThat(hebei("2025-03-01", PUPIL).waitingMonths()).isEqualTo(3);
        assertThat(hebei("2025-03-01", PUPIL).nextReview()).isEqualTo("2025-10-01");
        assertThat(hebei("2025-09-30", PUPIL).decision()).isInstanceOf(Owing.class);
        assertThat(hebei("2025-10-01", PUPIL).decision()).isEqualTo(CLOSED);
        Fact in = event(14, "MOVE_IN", "2025-10-20");
        assertThat(hebei("2025-11-15", in).decision()).as("waits for nothing").isInstanceOf(Owing.class);
    }

    private static Outcome hebei(String on, Fact... facts) {
        return decide(Path.of("config/policies/examples/130000-2025.yaml"), on, facts);
    }

    /** As Lucheng's, but for special cases only. */
    private Outcome decide(String on, Fact... facts) {
        try {
            String lucheng = Files.readString(Path.of("config/policies/330302-2025.yaml"));
            assertThat(lucheng).contains("late: anybody");
            Path strict = Files.writeString(
                    folder.resolve("330302-2025.yaml"), lucheng.replace("late: anybody", "late: special"));
            return decide(strict, on, facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome decide(Path file, String on, Fact... facts) {
        Problems problems = new Problems();
        Policy policy = Policy.draft(file, problems);
        problems.throwIfAny();
        return Eligibility.decide(Lives.person(List.of(facts)), policy, LocalDate.parse(on));
    }
}
