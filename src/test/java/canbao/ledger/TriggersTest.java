package canbao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.ledger.CaseState.Stand;
import canbao.ledger.out.PlatformCodes;
import canbao.model.Decision;
import canbao.model.FactKind;
import canbao.model.Identity;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The trigger catalogue, each event with what must follow in the ledger. Batches, merges and reminders have their own:
 * E04 {@code CarefulListTest}, E05 {@code MergingTest}, E20 {@code OwedRemindersTest}, E22 {@code FundClaimsTest}, E23
 * {@code SendLoopTest}, E24 {@code LeadsTest}, E25 {@code NotesTest}, E26 {@code CommercialCoverTest}, E27
 * {@code YearRunsTest}, E28 {@code ReconTest}.
 */
class TriggersTest {
    private final TryLife life = new TryLife(TryLife.LUCHENG);
    private final TryLife parts = new TryLife(TryLife.PARTS);

    @Test
    void e01_a_status_is_added_and_he_is_registered_flagged_and_levied_with_nothing_to_pay() {
        life.poor("低保对象").settle();
        assertThat(life.state()).isEqualTo(CaseState.SUBSIDISED);
        assertThat(life.ordered()).containsExactly("INSURER ENROL", "TAX LEVY");
        assertThat(life.now().flag()).isEqualTo("低保对象");
        assertThat(life.orders.getFirst().edge().begin()).isEqualTo("2024-01-01");
        assertThat(life.orders.getLast().premium().personal().value()).isZero();
    }

    @Test
    void e01_who_owed_until_then_loses_his_levy_and_is_reminded_no_more() {
        life.pupil();
        assertThat(life.now().dues().owed().yuan()).isEqualTo("660.00");
        life.poor("低保对象").settle();
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX CANCEL", "INSURER ENROL", "TAX LEVY");
        assertThat(life.now().dues().owed().value()).isZero();
    }

    @Test
    void e02_a_status_is_cancelled_the_flag_ends_and_the_years_cover_stays() {
        life.poor("低保对象").settle().on("2025-03-10").withdraws("低保对象").settle();
        assertThat(life.state()).isEqualTo(CaseState.SUBSIDISED);
        Order flag = life.orders.getLast();
        assertThat(flag.action()).isEqualTo(Order.Action.FLAG);
        assertThat(flag.category()).isNull();
        assertThat(flag.edge().was()).isEqualTo("低保对象");
        assertThat(flag.edge().wasEnd()).isEqualTo("2025-03-09");
    }

    @Test
    void e02_a_status_reaches_its_end_and_the_flag_ends_on_that_day() {
        life.poor("低保对象", "2025-02").settle();
        assertThat(life.now().nextReview()).isEqualTo("2025-03-01");
        life.on("2025-03-01");
        assertThat(life.orders.getLast().edge().wasEnd()).isEqualTo("2025-02-28");
    }

    @Test
    void e03_another_category_before_payment_is_computed_anew_and_after_it_brings_the_difference() {
        parts.poor("低保对象").settle();
        assertThat(parts.state()).isEqualTo(CaseState.PART_OWING);
        assertThat(parts.now().dues().owed().yuan()).isEqualTo("300.00");
        parts.poor("特困人员").settle();
        assertThat(parts.state()).isEqualTo(CaseState.SUBSIDISED);
        assertThat(parts.ordered())
                .containsExactly("INSURER ENROL", "TAX LEVY", "TAX CANCEL", "TAX LEVY", "INSURER FLAG");
        assertThat(parts.now().premium().subsidy().yuan()).isEqualTo("660.00");
    }

    @Test
    void e03_the_next_category_counts_when_the_top_one_ends_and_after_payment_nothing_is_taken_back() {
        parts.poor("低保对象").poor("重度残疾");
        assertThat(parts.now().category()).isEqualTo("低保对象");
        parts.withdraws("低保对象").settle();
        assertThat(parts.now().category()).isEqualTo("重度残疾");
        assertThat(parts.now().dues().owed().yuan()).isEqualTo("380.00");
        TryLife paid = new TryLife(TryLife.PARTS);
        paid.poor("低保对象").poor("重度残疾").settle().money("PAID", 300, "2024-11-05");
        assertThat(paid.state()).isEqualTo(CaseState.SUBSIDISED);
        paid.withdraws("低保对象").settle();
        assertThat(paid.state()).isEqualTo(CaseState.SUBSIDISED);
        assertThat(paid.now().premium().subsidy().yuan()).isEqualTo("360.00");
    }

    @Test
    void e06_a_new_pupil_without_cover_owes_and_one_covered_elsewhere_is_left_in_peace() {
        assertThat(life.pupil().state()).isEqualTo(CaseState.OWING);
        assertThat(life.now().pupil()).isTrue();
        life.covered("390", "341003", "2025-01-01", "");
        assertThat(life.state()).isEqualTo(CaseState.COVERED);
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX CANCEL");
    }

    @Test
    void e07_who_leaves_school_is_no_pupil_any_more_and_owes_nothing_here() {
        life.pupil().withdraws("pupil");
        assertThat(life.now().pupil()).isFalse();
        assertThat(life.state()).isEqualTo(CaseState.INELIGIBLE);
        Identity grown = new Identity("01", "630103199912319034", null, null);
        Order.Edge student = new Order.Edge(false, true, null, null, null, null, null, 0);
        assertThat(PlatformCodes.psnType(student, grown, LocalDate.of(2025, 1, 1)))
                .isEqualTo("1404");
        Order.Edge adult = new Order.Edge(false, false, null, null, null, null, null, 0);
        assertThat(PlatformCodes.psnType(adult, grown, LocalDate.of(2025, 1, 1)))
                .isEqualTo("1501");
    }

    @Test
    void e08_a_freshman_enrols_at_the_place_of_study_and_is_covered_from_the_day_on_which_he_enters() {
        TryLife student = new TryLife(TryLife.FUJIAN);
        assertThat(student.freshman().state()).isEqualTo(CaseState.OWING);
        student.money("PAID", 400, "2024-11-05");
        assertThat(student.state()).isEqualTo(CaseState.COVERED);
        assertThat(student.outcomes().getFirst().coverFrom()).isEqualTo("2024-09-01");
        assertThat(student.on("2024-11-20").event("DEATH", "2024-11-15").state())
                .as("his cover had begun: it is kept, and nothing goes back")
                .isEqualTo(CaseState.COVERED);
        TryLife poor = new TryLife(TryLife.FUJIAN);
        poor.freshman().poor("低保对象").settle();
        assertThat(poor.orders)
                .filteredOn(order -> order.action() == Order.Action.ENROL)
                .singleElement()
                .satisfies(enrol -> assertThat(enrol.edge().coverFrom()).isEqualTo("2024-09-01"));
        assertThat(poor.employed("2024-10-15", "").settle().state()).isEqualTo(CaseState.SUBSIDISED);
    }

    @Test
    void e09_a_newborn_owes_for_ninety_days_and_then_is_looked_at_again() {
        life.on("2025-02-01").event("BIRTH", "2025-01-20");
        life.says(
                "birth",
                FactKind.LIFE_EVENT,
                "health/births",
                Map.of("event", "BIRTH", "date", "2025-01-20", "birth", "2025-01-20"));
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        assertThat(life.now().nextReview()).isEqualTo("2025-04-21");
        assertThat(life.on("2025-04-21").state()).isEqualTo(CaseState.INELIGIBLE);
    }

    @Test
    void e10_death_cancels_an_unpaid_levy_and_before_the_start_what_was_paid_for_him() {
        life.pupil().event("DEATH", "2024-11-20").on("2024-11-21");
        assertThat(life.state()).isEqualTo(CaseState.INELIGIBLE);
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX CANCEL");
        TryLife poor = new TryLife(TryLife.LUCHENG);
        poor.poor("特困人员").settle().on("2024-11-21").event("DEATH", "2024-11-20").settle();
        assertThat(poor.state()).isEqualTo(CaseState.CANCELLED);
        assertThat(poor.ordered()).endsWith("INSURER CANCEL", "TAX CANCEL");
    }

    @Test
    void e10_who_paid_and_dies_before_the_start_gets_it_back_and_who_dies_later_keeps_his_cover() {
        life.pupil().money("PAID", 660, "2024-11-05").on("2024-11-21").event("DEATH", "2024-11-20");
        assertThat(life.state()).isEqualTo(CaseState.REFUND_ORDERED);
        life.settle();
        assertThat(life.state()).isEqualTo(CaseState.REFUNDED);
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX REFUND", "TAX CANCEL");
        TryLife later = new TryLife(TryLife.LUCHENG);
        later.pupil().money("PAID", 660, "2024-11-05").on("2025-02-02").event("DEATH", "2025-02-01");
        assertThat(later.state()).isEqualTo(CaseState.COVERED);
    }

    @Test
    void e11_e12_who_moves_in_owes_and_who_has_paid_keeps_his_cover_when_he_moves_out() {
        assertThat(life.event("MOVE_IN", "2024-10-10").state()).isEqualTo(CaseState.OWING);
        life.money("PAID", 660, "2024-11-02").on("2025-03-01").event("MOVE_OUT", "2025-02-20");
        assertThat(life.state()).isEqualTo(CaseState.COVERED);
    }

    @Test
    void e11_e21_what_was_levied_in_time_stays_owed_after_the_window_and_nothing_is_levied_anew() {
        life.pupil().settle().on("2025-03-01");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        assertThat(life.now().dues().owed().value()).isEqualTo(660_00);
        assertThat(life.ordered()).containsExactly("TAX LEVY");
        assertThat(life.money("PAID", 660, "2025-03-05").state()).isEqualTo(CaseState.COVERED);
        TryLife late = new TryLife(TryLife.LUCHENG);
        late.on("2025-11-15").pupil();
        assertThat(late.state()).isEqualTo(CaseState.INELIGIBLE);
        assertThat(late.ordered()).isEmpty();
        TryLife moved = new TryLife(TryLife.LUCHENG);
        moved.on("2025-11-15").event("MOVE_IN", "2025-11-10");
        assertThat(moved.state()).as("a special case").isEqualTo(CaseState.OWING);
        assertThat(moved.ordered()).containsExactly("TAX LEVY");
    }

    @Test
    void e13_employee_cover_drops_the_levy_cancels_before_the_start_and_gives_back_what_was_paid() {
        assertThat(life.pupil().employed("2024-11-01", "").ordered()).containsExactly("TAX LEVY", "TAX CANCEL");
        assertThat(life.state()).isEqualTo(CaseState.COVERED);
        TryLife poor = new TryLife(TryLife.LUCHENG);
        poor.poor("低保对象").settle().on("2024-12-02").employed("2024-12-01", "").settle();
        assertThat(poor.state()).isEqualTo(CaseState.CANCELLED);
        TryLife paid = new TryLife(TryLife.LUCHENG);
        paid.pupil()
                .money("PAID", 660, "2024-11-05")
                .on("2024-12-02")
                .employed("2024-12-01", "")
                .settle();
        assertThat(paid.state()).isEqualTo(CaseState.REFUNDED);
    }

    @Test
    void e14_employee_cover_stops_and_for_three_months_he_owes_here() {
        life.on("2025-03-01").employed("2020-01-01", "2025-03-31").on("2025-04-01");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        assertThat(life.now().nextReview()).isEqualTo("2025-07-01");
        assertThat(life.on("2025-07-01").state()).isEqualTo(CaseState.INELIGIBLE);
    }

    @Test
    void e15_an_answer_advances_the_case_or_puts_it_on_the_work_list_with_its_reason() {
        life.poor("低保对象").refuse("NAME_MISMATCH");
        assertThat(life.state()).isEqualTo(CaseState.REJECTED);
        assertThat(life.state().stand()).isEqualTo(Stand.WORK_LIST);
        assertThat(life.now().code()).isEqualTo("NAME_MISMATCH");
        TryLife dead = new TryLife(TryLife.LUCHENG);
        dead.poor("低保对象").settle().event("DEATH", "2024-11-01").refuse("LOCKED");
        assertThat(dead.state()).isEqualTo(CaseState.CANCEL_REFUSED);
        assertThat(dead.state().stand()).isEqualTo(Stand.WORK_LIST);
        assertThat(dead.now().openOrder()).isZero();
        dead.on("2024-11-03").event("DEATH", "2024-11-02").settle();
        assertThat(dead.state()).as("another row asks again").isEqualTo(CaseState.CANCELLED);
    }

    @Test
    void e16_a_payment_ends_what_he_owes_the_whole_or_his_part() {
        life.pupil().money("PAID", 660, "2024-11-05");
        assertThat(life.state()).isEqualTo(CaseState.COVERED);
        parts.poor("低保对象").settle().money("PAID", 100, "2024-11-05");
        assertThat(parts.now().dues().owed().yuan()).isEqualTo("200.00");
        assertThat(parts.money("PAID", 200, "2024-11-06").state()).isEqualTo(CaseState.SUBSIDISED);
    }

    @Test
    void e17_a_refund_opens_the_case_again_with_the_levy_that_stands() {
        life.pupil().money("PAID", 660, "2024-11-05").money("REFUNDED", 660, "2024-11-09");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        assertThat(life.ordered()).containsExactly("TAX LEVY");
    }

    @Test
    void e18_money_that_reaches_the_treasury_is_the_payment_that_we_know_and_not_another() {
        life.pupil().settle();
        paid("tax/payments", "Z-1", "2024-11-05");
        paid("tax/levies", "Z-1", "2024-11-08");
        assertThat(life.state()).isEqualTo(CaseState.COVERED);
        assertThat(life.now().dues().refunds().value()).isZero();
        assertThat(life.ordered()).containsExactly("TAX LEVY");
        paid("tax/levies", "Z-2", "2024-11-09");
        assertThat(life.now().dues().refunds().yuan()).isEqualTo("660.00");
    }

    private void paid(String feed, String id, String date) {
        Map<String, String> says = Map.of("event", "PAID", "year", "2025", "amount", "66000", "date", date, "id", id);
        life.says(feed + id, FactKind.PAYMENT, feed, says);
    }

    @Test
    void e19_a_failed_debit_leaves_him_owing_the_same_levy() {
        life.pupil().money("DEBIT_FAILED", 660, "2024-12-01");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        assertThat(life.now().dues().owed().yuan()).isEqualTo("660.00");
        assertThat(life.ordered()).containsExactly("TAX LEVY");
    }

    @Test
    void e21_who_has_not_paid_by_the_end_of_the_extension_is_looked_at_again_and_waits_three_months() {
        TryLife late = new TryLife(TryLife.HEBEI);
        late.pupil().on("2025-02-28");
        assertThat(late.outcomes().getFirst().waitingMonths()).isZero();
        assertThat(late.now().nextReview()).isEqualTo("2025-03-01");
        late.on("2025-03-01");
        assertThat(late.state()).isEqualTo(CaseState.OWING);
        assertThat(late.outcomes().getFirst().waitingMonths()).isEqualTo(3);
        assertThat(late.now().waitingMonths()).isEqualTo(3);
    }

    @Test
    void paid_before_he_was_identified_goes_back_first_and_then_he_is_enrolled_with_the_subsidy() {
        parts.pupil().money("PAID", 660, "2024-10-05");
        parts.says("poor", FactKind.HARDSHIP, "civil-affairs/hardship", Map.of("category", "特困人员", "begin", "2024-11"));
        assertThat(parts.state()).isEqualTo(CaseState.REFUND_ORDERED);
        parts.settle();
        parts.money("REFUNDED", 660, "2024-11-20").settle();
        assertThat(parts.state()).isEqualTo(CaseState.SUBSIDISED);
        assertThat(parts.ordered())
                .containsExactly("TAX LEVY", "TAX REFUND", "TAX CANCEL", "INSURER ENROL", "TAX LEVY");
    }

    @Test
    void a11_paid_by_code_and_by_debit_gives_one_payment_back_and_leaves_one_levy_paid() {
        life.pupil()
                .settle()
                .money("PAID", 660, "2024-11-05")
                .money("PAID", 660, "2024-11-06")
                .settle();
        assertThat(life.state()).isEqualTo(CaseState.COVERED);
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX REFUND");
        assertThat(life.orders.getLast().premium().personal().yuan()).isEqualTo("660.00");
        life.money("REFUNDED", 660, "2024-11-09").settle();
        assertThat(life.ordered()).hasSize(2);
        assertThat(life.now().levied()).isTrue();
    }

    @Test
    void a5_a_table_row_of_360_and_40_leaves_the_person_his_part_and_codes_stand_only_in_the_order() {
        parts.poor("低保对象").settle();
        JsonObject item = new JsonObject();
        PlatformCodes codes = new PlatformCodes(Map.of("低保对象", "7019"));
        Identity child = new Identity("01", "330302201509019019", null, null);
        codes.write(item, parts.orders.getFirst(), child, LocalDate.of(2024, 11, 1));
        assertThat(item.getString("insutype")).isEqualTo("390");
        assertThat(item.getString("psn_type")).isEqualTo("1501");
        assertThat(item.getString("psn_insu_stas")).isEqualTo("1");
        assertThat(item.getString("clct_way")).isEqualTo("02");
        assertThat(item.getJsonObject("idet").getString("psn_idet_type")).isEqualTo("7019");
        assertThat(item.getJsonObject("idet").getString("begntime")).isEqualTo("2024-01-01");
    }

    @Test
    void a_product_that_is_only_written_down_has_cases_and_no_orders() {
        TryCase supplement = new TryCase().terms(false, false);
        supplement.decide(TryCase.POOR);
        assertThat(supplement.current().state()).isEqualTo(CaseState.SUBSIDISED);
        supplement.decide(new Decision.Covered(Decision.Cover.FOLLOWS, Case.NOTHING));
        supplement.decide(TryCase.DEAD);
        assertThat(supplement.orders).isEmpty();
        assertThat(supplement.current().state()).isEqualTo(CaseState.CANCELLED);
    }
}
