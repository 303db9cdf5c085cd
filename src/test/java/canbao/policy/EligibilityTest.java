package canbao.policy;

import static canbao.policy.Lives.LUCHENG;
import static canbao.policy.Lives.answer;
import static canbao.policy.Lives.born;
import static canbao.policy.Lives.coverage;
import static canbao.policy.Lives.decide;
import static canbao.policy.Lives.event;
import static canbao.policy.Lives.grownUp;
import static canbao.policy.Lives.hardship;
import static canbao.policy.Lives.payment;
import static canbao.policy.Lives.pupil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Decision.Covered;
import canbao.model.Decision.Ineligible;
import canbao.model.Decision.Owing;
import canbao.model.Decision.Reason;
import canbao.model.Decision.Subsidised;
import canbao.model.Fact;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.Premium;
import canbao.policy.terms.Category;
import canbao.policy.terms.Subsidy;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EligibilityTest {
    private static final Premium UNSUBSIDISED = new Premium(new Fen(66_000), Fen.ZERO, new Fen(132_000));
    private static final Premium IN_FULL = new Premium(Fen.ZERO, new Fen(66_000), new Fen(132_000));
    private static final Fact PUPIL = pupil(1, "2016-03-01");
    private static final Fact POOR = hardship(2, "低保对象", "2024-06", "");

    @Test
    void nobody_says_anything_so_nothing_places_him_here() {
        Outcome outcome = decide("2025-01-01");
        assertThat(outcome.decision()).isEqualTo(new Ineligible(Reason.NOT_IN_SCOPE));
        assertThat(outcome.evidence()).isEmpty();
        assertThat(outcome.nextReview()).isEqualTo(LocalDate.MAX);
        assertThat(outcome.policyVersion()).isEqualTo("330302-2025/1");
        assertThat(outcome.coverageYear()).isEqualTo(2025);
    }

    @ParameterizedTest
    @ValueSource(strings = {"特困人员", "孤儿", "事实无人抚养儿童", "低保对象", "低保边缘", "因病致贫", "困境儿童", "重度残疾"})
    void every_category_of_the_list_is_subsidised_in_full(String category) {
        Outcome outcome = decide("2025-01-01", hardship(3, category, "2024-06", ""));
        assertThat(outcome.decision()).isEqualTo(new Subsidised(category, IN_FULL));
        assertThat(outcome.evidence()).containsExactly("civil-affairs/hardship@7:3");
    }

    @Test
    void a_category_that_the_policy_does_not_know_earns_nothing() {
        assertThat(decide("2025-01-01", hardship(3, "优抚对象", "2024-06", "")).decision())
                .isEqualTo(new Ineligible(Reason.NOT_IN_SCOPE));
    }

    @Test
    void of_several_categories_the_strongest_counts_and_when_it_ends_the_next() {
        Fact strong = hardship(4, "特困人员", "2024-01", "2025-03");
        Outcome march = decide("2025-03-31", POOR, strong);
        assertThat(march.decision()).isEqualTo(new Subsidised("特困人员", IN_FULL));
        assertThat(march.evidence()).containsExactly("civil-affairs/hardship@7:4");
        assertThat(march.nextReview()).isEqualTo("2025-04-01");
        assertThat(decide("2025-04-01", POOR, strong).decision()).isEqualTo(new Subsidised("低保对象", IN_FULL));
    }

    @Test
    void a_status_begins_with_its_first_month_and_ends_with_its_last() {
        Fact status = hardship(5, "低保边缘", "2025-02", "2025-05");
        assertThat(decide("2025-01-31", status).decision()).isInstanceOf(Ineligible.class);
        assertThat(decide("2025-01-31", status).nextReview()).isEqualTo("2025-02-01");
        assertThat(decide("2025-02-01", status).decision()).isInstanceOf(Subsidised.class);
        assertThat(decide("2025-05-31", status).decision()).isInstanceOf(Subsidised.class);
        assertThat(decide("2025-05-31", status).nextReview()).isEqualTo("2025-06-01");
        assertThat(decide("2025-06-01", status).decision()).isInstanceOf(Ineligible.class);
    }

    @Test
    void help_for_children_ends_with_childhood_and_falls_back_to_what_else_he_is_entitled_to() {
        Fact childhood = grownUp(hardship(6, "困境儿童", "2024-06", ""));
        assertThat(decide("2025-01-01", childhood).decision()).isEqualTo(new Ineligible(Reason.NOT_IN_SCOPE));
        assertThat(decide("2025-01-01", childhood, grownUp(hardship(7, "重度残疾", "2024-06", "")))
                        .decision())
                .isEqualTo(new Subsidised("重度残疾", IN_FULL));
        assertThat(decide("2025-01-01", born(childhood, "2010-01-01")).decision())
                .isEqualTo(new Subsidised("困境儿童", IN_FULL));
    }

    @Test
    void eighteen_on_the_first_day_of_cover_is_a_minor_and_nineteen_is_not() {
        assertThat(decide("2024-10-01", born(POOR, "2006-01-02")).minor()).isTrue();
        assertThat(decide("2025-10-01", born(POOR, "2006-01-02")).minor()).isTrue();
        assertThat(decide("2024-10-01", born(POOR, "2006-01-01")).minor()).isFalse();
        assertThat(decide("2024-10-01", POOR).minor()).isFalse();
    }

    @Test
    void the_certificate_outranks_the_school_on_the_birthday() {
        assertThat(decide("2025-01-01", pupil(1, "1980-01-01"), born(POOR, "2010-01-01"))
                        .minor())
                .isTrue();
    }

    @Test
    void a_pupil_without_cover_owes_the_personal_part() {
        Outcome outcome = decide("2024-10-01", PUPIL);
        assertThat(outcome.decision()).isEqualTo(new Owing(UNSUBSIDISED));
        assertThat(outcome.pupil()).isTrue();
        assertThat(outcome.minor()).isTrue();
        assertThat(outcome.evidence()).containsExactly("education/roster@7:1");
        assertThat(outcome.nextReview()).as("the levy window closes").isEqualTo("2025-03-01");
    }

    @Test
    void who_has_paid_is_left_in_peace() {
        Outcome outcome = decide("2024-10-01", PUPIL, payment(8, "PAID", "2025", 66_000));
        assertThat(outcome.decision()).isEqualTo(new Covered(Cover.PAID, UNSUBSIDISED));
        assertThat(outcome.evidence()).containsExactly("tax/payments@7:8");
        assertThat(outcome.pupil()).isTrue();
    }

    @Test
    void who_has_paid_before_he_was_recognised_is_covered_and_not_subsidised() {
        assertThat(decide("2025-01-01", POOR, payment(8, "PAID", "2025", 66_000))
                        .decision())
                .isEqualTo(new Covered(Cover.PAID, UNSUBSIDISED));
    }

    @Test
    void a_refund_undoes_a_payment_and_a_second_payment_the_refund() {
        Fact paid = payment(8, "PAID", "2025", 66_000);
        Fact refunded = payment(9, "REFUNDED", "2025", 66_000);
        assertThat(decide("2025-01-01", PUPIL, paid, refunded).decision()).isEqualTo(new Owing(UNSUBSIDISED));
        assertThat(decide("2025-01-01", PUPIL, paid, refunded, payment(10, "PAID", "2025", 66_000))
                        .evidence())
                .containsExactly("tax/payments@7:10", "tax/payments@7:8", "tax/payments@7:9");
    }

    @Test
    void a_part_or_another_year_or_a_failed_debit_does_not_pay() {
        assertThat(decide("2025-01-01", PUPIL, payment(8, "PAID", "2025", 65_999))
                        .decision())
                .isInstanceOf(Owing.class);
        assertThat(decide("2025-01-01", PUPIL, payment(8, "PAID", "2024", 66_000))
                        .decision())
                .isInstanceOf(Owing.class);
        assertThat(decide("2025-01-01", PUPIL, payment(8, "DEBIT_FAILED", "2025", 66_000))
                        .decision())
                .isInstanceOf(Owing.class);
    }

    @Test
    void the_dead_are_left_in_peace_whatever_else_is_said() {
        Fact death = event(11, "DEATH", "2024-12-03");
        Fact[] all = {death, POOR, PUPIL, payment(8, "PAID", "2025", 66_000), coverage(12, "310", "330302", "", "")};
        Outcome outcome = decide("2024-12-03", all);
        assertThat(outcome.decision()).isEqualTo(new Ineligible(Reason.DECEASED));
        assertThat(outcome.settlement().refund()).isEqualTo(new Fen(66_000));
        assertThat(outcome.evidence()).containsExactly("police/population@7:11", "tax/payments@7:8");
        assertThat(outcome.nextReview()).isEqualTo(LocalDate.MAX);
    }

    @Test
    void a_death_counts_from_its_day() {
        Outcome before = decide("2024-12-02", PUPIL, event(11, "DEATH", "2024-12-03"));
        assertThat(before.decision()).isInstanceOf(Owing.class);
        assertThat(before.nextReview()).isEqualTo("2024-12-03");
    }

    @Test
    void nobody_is_enrolled_before_he_is_born() {
        Outcome outcome = decide("2025-01-31", event(13, "BIRTH", "2025-02-01"));
        assertThat(outcome.decision()).isEqualTo(new Ineligible(Reason.NOT_YET_BORN));
        assertThat(outcome.nextReview()).isEqualTo("2025-02-01");
        assertThat(outcome.minor()).isTrue();
    }

    @Test
    void a_newborn_belongs_here_up_to_the_ninetieth_day() {
        Fact birth = event(13, "BIRTH", "2025-02-01");
        assertThat(decide("2025-02-01", birth).decision()).isEqualTo(new Owing(UNSUBSIDISED));
        assertThat(decide("2025-02-01", birth).nextReview()).isEqualTo("2025-05-03");
        assertThat(decide("2025-05-02", birth).decision()).isEqualTo(new Owing(UNSUBSIDISED));
        assertThat(decide("2025-05-03", birth).decision()).isEqualTo(new Ineligible(Reason.NOT_IN_SCOPE));
    }

    @Test
    void a_mother_under_whose_number_a_birth_was_reported_is_no_newborn() {
        assertThat(decide("2025-02-10", grownUp(event(13, "BIRTH", "2025-02-01")))
                        .decision())
                .isEqualTo(new Ineligible(Reason.NOT_IN_SCOPE));
    }

    @Test
    void who_has_moved_in_owes_until_he_moves_out() {
        Fact in = event(14, "MOVE_IN", "2024-05-01");
        Fact out = event(15, "MOVE_OUT", "2025-02-01");
        assertThat(decide("2024-04-30", in, out).decision()).isEqualTo(new Ineligible(Reason.NOT_IN_SCOPE));
        assertThat(decide("2025-01-31", in, out).decision()).isEqualTo(new Owing(UNSUBSIDISED));
        assertThat(decide("2025-01-31", in, out).nextReview()).isEqualTo("2025-02-01");
        Outcome gone = decide("2025-02-01", in, out);
        assertThat(gone.decision()).isEqualTo(new Ineligible(Reason.MOVED_AWAY));
        assertThat(gone.evidence()).containsExactly("police/population@7:15");
    }

    @Test
    void who_came_back_after_moving_out_belongs_here_even_on_the_same_day() {
        Fact out = event(15, "MOVE_OUT", "2024-10-01");
        assertThat(decide("2025-01-01", out, event(14, "MOVE_IN", "2024-10-02")).decision())
                .isInstanceOf(Owing.class);
        assertThat(decide("2025-01-01", out, event(14, "MOVE_IN", "2024-10-01")).decision())
                .isInstanceOf(Owing.class);
    }

    @Test
    void a_newborn_who_moved_out_is_gone() {
        assertThat(decide("2025-03-01", event(13, "BIRTH", "2025-02-01"), event(15, "MOVE_OUT", "2025-02-20"))
                        .decision())
                .isEqualTo(new Ineligible(Reason.MOVED_AWAY));
    }

    @Test
    void a_roster_or_a_hardship_list_keeps_somebody_here_who_moved_out() {
        Fact out = event(15, "MOVE_OUT", "2024-10-01");
        assertThat(decide("2025-01-01", out, PUPIL).decision()).isInstanceOf(Owing.class);
        assertThat(decide("2025-01-01", out, POOR).decision()).isInstanceOf(Subsidised.class);
    }

    @Test
    void employees_are_covered_by_their_own_scheme_while_it_lasts() {
        Fact job = coverage(16, "310", "330302", "2024-11-01", "2025-06-30");
        assertThat(decide("2024-10-31", POOR, job).decision()).isInstanceOf(Subsidised.class);
        assertThat(decide("2024-10-31", POOR, job).nextReview()).isEqualTo("2024-11-01");
        Outcome covered = decide("2024-11-01", POOR, job);
        assertThat(covered.decision()).isInstanceOfSatisfying(Covered.class, by -> {
            assertThat(by.by()).isEqualTo(Cover.EMPLOYEE);
            assertThat(by.premium().total()).isEqualTo(Fen.ZERO);
        });
        assertThat(covered.nextReview()).isEqualTo("2025-07-01");
        assertThat(decide("2025-07-01", POOR, job).decision()).isInstanceOf(Subsidised.class);
    }

    @Test
    void cover_that_ends_before_the_year_begins_says_nothing_about_it() {
        assertThat(decide("2024-11-01", POOR, coverage(16, "310", "330302", "2020-01-01", "2024-12-31"))
                        .decision())
                .isInstanceOf(Subsidised.class);
        assertThat(decide("2024-11-01", POOR, coverage(16, "390", "420100", "2024-01-01", "2024-12-31"))
                        .decision())
                .isInstanceOf(Subsidised.class);
    }

    @Test
    void who_is_insured_at_home_for_the_year_is_left_in_peace_even_before_it_begins() {
        Outcome outcome = decide("2024-11-01", PUPIL, coverage(17, "390", "420100", "2025-01-01", "2025-12-31"));
        assertThat(outcome.decision())
                .isInstanceOfSatisfying(Covered.class, by -> assertThat(by.by()).isEqualTo(Cover.ELSEWHERE));
        assertThat(outcome.evidence()).containsExactly("insurer/coverage@7:17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"330302", "330302005", ""})
    void resident_cover_in_the_pool_area_or_in_no_area_is_not_elsewhere(String area) {
        assertThat(decide("2024-11-01", PUPIL, coverage(17, "390", area, "2025-01-01", ""))
                        .decision())
                .isInstanceOf(Owing.class);
    }

    @Test
    void what_became_of_an_order_never_matters() {
        assertThat(decide("2025-01-01", POOR, answer(18, "FAILED"))).isEqualTo(decide("2025-01-01", POOR));
    }

    @Test
    void a_fixed_subsidy_leaves_the_rest_to_the_person() {
        assertThat(new Subsidy.Fixed(new Fen(36_000)).split(UNSUBSIDISED))
                .isEqualTo(new Premium(new Fen(30_000), new Fen(36_000), new Fen(132_000)));
    }

    @Test
    void a_date_that_no_contract_should_let_through_is_an_error_that_tells_where_but_not_what() {
        assertThatThrownBy(() -> decide("2025-01-01", pupil(19, "1999-13-01")))
                .hasMessageContaining("education/roster@7:19")
                .hasMessageContaining("birth")
                .hasMessageNotContaining("1999");
    }

    @Test
    void the_demo_district_adds_up() {
        Decision decision = decide("2025-01-01", POOR).decision();
        assertThat(decision).isInstanceOfSatisfying(Subsidised.class, subsidised -> {
            assertThat(subsidised.premium().subsidy().value() * 11_817).isEqualTo(779_922_000);
            assertThat(subsidised.premium().subsidy().value() * 1_582).isEqualTo(104_412_000);
        });
        assertThat(LUCHENG.category("低保对象").orElseThrow().minors()).isEqualTo(Category.MinorGroup.RESCUED);
    }
}
