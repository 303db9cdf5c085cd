package canbao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.FactKind;
import canbao.model.Outcome.Newborn;
import canbao.model.Outcome.Notes;
import canbao.model.Outcome.Unpaid;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Triggers that change what stands beside a case: why it is unpaid, the treasury, batch debits. */
class NotesTest {
    private final TryLife life = new TryLife(TryLife.LUCHENG);

    @Test
    void e18_a_payment_can_be_reversed_until_it_reaches_the_treasury_and_then_only_refunded() {
        life.pupil();
        tax(life, "tax/payments", "PAID", "Z-1", "2024-11-05", "");
        tax(life, "tax/payments", "REVERSED", "Z-1", "2024-11-06", "");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        TryLife locked = new TryLife(TryLife.LUCHENG);
        locked.pupil();
        tax(locked, "tax/payments", "PAID", "Z-1", "2024-11-05", "");
        tax(locked, "tax/levies", "PAID", "Z-1", "2024-11-08", "2024-11-08");
        assertThat(locked.now().notes().treasury()).isEqualTo("2024-11-08");
        tax(locked, "tax/payments", "REVERSED", "Z-1", "2024-11-10", "");
        assertThat(locked.state()).isEqualTo(CaseState.COVERED);
        assertThat(locked.now().notes().treasury()).isEqualTo("2024-11-08");
        locked.money("REFUNDED", 660, "2024-11-12");
        assertThat(locked.state()).isEqualTo(CaseState.OWING);
        assertThat(locked.now().notes()).isEqualTo(Notes.NONE);
    }

    @Test
    void e18_what_another_list_calls_paid_and_not_in_the_treasury_is_taken_back_with_its_number() {
        life.pupil();
        tax(life, "bank/payments", "PAID", "Z-1", "2024-11-05", "");
        tax(life, "tax/payments", "REVERSED", "Z-1", "2024-11-06", "");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
    }

    @Test
    void e19_a_planned_debit_and_its_failure_stand_beside_what_he_owes_and_go_when_he_has_paid() {
        life.pupil().money("DEBIT_PLANNED", 660, "2024-12-01");
        assertThat(life.now().notes().debit()).isEqualTo("2024-12-01");
        assertThat(life.ordered()).containsExactly("TAX LEVY");
        life.money("DEBIT_FAILED", 660, "2024-12-01");
        assertThat(life.now().notes().debitFailed()).isEqualTo("2024-12-01");
        assertThat(life.money("PAID", 660, "2024-12-03").now().notes()).isEqualTo(Notes.NONE);
    }

    @Test
    void e09_a_newborns_days_stand_beside_what_he_owes_until_the_last_one_and_go_when_he_has_paid() {
        life.event("BIRTH", "2024-10-02");
        Newborn days = new Newborn(LocalDate.of(2024, 10, 2), LocalDate.of(2024, 12, 31));
        assertThat(life.now().notes().newborn()).isEqualTo(days);
        assertThat(life.now().nextReview()).isEqualTo("2025-01-01");
        assertThat(life.on("2024-12-31").now().notes().newborn()).isEqualTo(days);
        assertThat(life.on("2025-01-01").now().notes()).isEqualTo(Notes.NONE);
        TryLife pays = new TryLife(TryLife.LUCHENG);
        pays.event("BIRTH", "2024-10-02");
        assertThat(pays.money("PAID", 660, "2024-12-03").now().notes()).isEqualTo(Notes.NONE);
        TryLife poor = new TryLife(TryLife.PARTS);
        poor.event("BIRTH", "2024-10-02").poor("低保对象").settle();
        assertThat(poor.state()).isEqualTo(CaseState.PART_OWING);
        assertThat(poor.now().notes().newborn()).isEqualTo(days);
        TryLife dies = new TryLife(TryLife.LUCHENG);
        dies.event("BIRTH", "2024-10-02").event("DEATH", "2024-10-20");
        assertThat(dies.now().notes()).isEqualTo(Notes.NONE);
    }

    @Test
    void e25_the_towns_reason_stands_beside_what_he_owes_and_ends_the_day_after_its_last() {
        life.pupil().unpaid("PRISON", "2024-11-01", "2024-12-10");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        assertThat(life.ordered()).containsExactly("TAX LEVY");
        assertThat(life.now().notes().unpaid()).isEqualTo(Unpaid.PRISON);
        assertThat(life.now().nextReview()).isEqualTo("2024-12-11");
        assertThat(life.on("2024-12-10").now().notes().unpaid()).isEqualTo(Unpaid.PRISON);
        assertThat(life.on("2024-12-11").now().notes()).isEqualTo(Notes.NONE);
        assertThat(life.ordered()).containsExactly("TAX LEVY");
    }

    @Test
    void e25_the_towns_reason_stays_when_the_window_closes_on_what_is_still_owed() {
        life.pupil().unpaid("PRISON", "2024-11-01", "").settle();
        assertThat(life.on("2025-11-01").state()).isEqualTo(CaseState.OWING);
        assertThat(life.now().notes().unpaid()).isEqualTo(Unpaid.PRISON);
    }

    @Test
    void e25_a_death_that_the_town_alone_tells_stops_messages_and_closes_no_cover() {
        life.pupil().unpaid("DECEASED", "2024-10-20", "");
        assertThat(life.state()).isEqualTo(CaseState.OWING);
        assertThat(life.now().notes().unpaid()).isEqualTo(Unpaid.DECEASED);
        TryLife poor = new TryLife(TryLife.LUCHENG);
        poor.poor("低保对象").settle().unpaid("DECEASED", "2024-10-20", "");
        assertThat(poor.state()).isEqualTo(CaseState.SUBSIDISED);
        assertThat(poor.now().notes()).as("he owes nothing").isEqualTo(Notes.NONE);
    }

    @Test
    void e25_of_several_reasons_the_one_of_the_smaller_precedence_counts_and_then_the_newest() {
        life.pupil();
        life.unpaid("township/reasons", 50, "REFUSED", "2024-05-01", "2024-11-20");
        life.unpaid("street/reasons", 100, "ARMY", "2024-09-01", "");
        assertThat(life.now().notes().unpaid()).isEqualTo(Unpaid.REFUSED);
        assertThat(life.now().nextReview()).isEqualTo("2024-11-21");
        assertThat(life.on("2024-11-21").now().notes().unpaid()).isEqualTo(Unpaid.ARMY);
        life.unpaid("village/reasons", 100, "ELSEWHERE", "2024-11-01", "");
        assertThat(life.now().notes().unpaid()).isEqualTo(Unpaid.ELSEWHERE);
        assertThat(life.money("PAID", 660, "2024-11-05").now().notes()).isEqualTo(Notes.NONE);
    }

    /** A row of the tax bureau; another one of the same number replaces it. */
    private static void tax(TryLife whose, String feed, String event, String id, String date, String treasury) {
        Map<String, String> says =
                Map.of("event", event, "year", "2025", "amount", "66000", "date", date, "id", id, "treasury", treasury);
        whose.says(feed + id, FactKind.PAYMENT, feed, says);
    }
}
