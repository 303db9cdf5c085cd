package canbao.ledger;

import static canbao.ledger.EntryKind.CANCELLED;
import static canbao.ledger.EntryKind.CANCEL_ORDERED;
import static canbao.ledger.EntryKind.COVERED_ELSEWHERE;
import static canbao.ledger.EntryKind.ENROLLED;
import static canbao.ledger.EntryKind.ENROL_ORDERED;
import static canbao.ledger.EntryKind.FLAGGED;
import static canbao.ledger.EntryKind.INELIGIBLE;
import static canbao.ledger.EntryKind.LEVY_WITHDRAWN;
import static canbao.ledger.EntryKind.OWED;
import static canbao.ledger.EntryKind.RECATEGORISED;
import static canbao.ledger.EntryKind.REJECTED;
import static canbao.ledger.EntryKind.STATUS_ENDED;
import static canbao.ledger.EntryKind.SUBSIDISED;
import static canbao.ledger.TryCase.DEAD;
import static canbao.ledger.TryCase.DESTITUTE;
import static canbao.ledger.TryCase.ELSEWHERE;
import static canbao.ledger.TryCase.GONE;
import static canbao.ledger.TryCase.OWES;
import static canbao.ledger.TryCase.PAID;
import static canbao.ledger.TryCase.PERSON;
import static canbao.ledger.TryCase.POOR;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.PersonKey;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostingTest {
    private final TryCase person = new TryCase();

    @Test
    void who_owes_is_levied_once_and_a_refund_after_payment_brings_no_second_levy() {
        assertThat(person.decide(OWES)).containsExactly(OWED);
        assertThat(person.ordered()).containsExactly("TAX LEVY 1");
        assertThat(person.confirm()).isEmpty();
        assertThat(person.decide(PAID)).containsExactly(EntryKind.PAID);
        assertThat(person.current().state()).isEqualTo(CaseState.COVERED);
        assertThat(person.decide(OWES)).containsExactly(OWED);
        assertThat(person.current().state()).isEqualTo(CaseState.OWING);
        assertThat(person.ordered()).containsExactly("TAX LEVY 1");
    }

    @Test
    void who_turns_out_to_be_poor_loses_his_levy_before_he_is_enrolled() {
        person.decide(OWES);
        assertThat(person.decide(POOR)).containsExactly(LEVY_WITHDRAWN, ENROL_ORDERED);
        assertThat(person.ordered()).containsExactly("TAX LEVY 1", "TAX CANCEL 2", "INSURER ENROL 3");
        assertThat(person.current().premium()).isEqualTo(TryCase.HELPED);
    }

    @Test
    void the_poor_are_enrolled_then_levied_with_their_subsidy() {
        assertThat(person.decide(POOR)).containsExactly(ENROL_ORDERED);
        assertThat(person.confirm()).containsExactly(ENROLLED);
        assertThat(person.ordered()).containsExactly("INSURER ENROL 1", "TAX LEVY 2");
        assertThat(person.confirm()).containsExactly(SUBSIDISED);
        assertThat(person.current().state()).isEqualTo(CaseState.SUBSIDISED);
        assertThat(person.current().levied()).isTrue();
    }

    @Test
    void a_refused_enrolment_waits_for_other_evidence_and_is_then_a_new_order() {
        person.decide(POOR);
        assertThat(person.refuse()).containsExactly(REJECTED);
        assertThat(person.current().code()).isEqualTo("E17");
        assertThat(person.post()).isEmpty();
        assertThat(person.evidence("civil-affairs/hardship@2:1").post()).containsExactly(ENROL_ORDERED);
        assertThat(person.ordered()).containsExactly("INSURER ENROL 1", "INSURER ENROL 3");
        assertThat(person.current().code()).isNull();
    }

    @Test
    void a_refused_levy_of_an_enrolled_person_waits_for_other_evidence_and_is_levied_anew() {
        person.decide(POOR);
        person.confirm();
        assertThat(person.refuse()).containsExactly(REJECTED);
        assertThat(person.current().state()).isEqualTo(CaseState.LEVY_REFUSED);
        assertThat(person.current().levied()).isFalse();
        assertThat(person.post()).isEmpty();
        person.evidence("civil-affairs/hardship@2:1").post();
        assertThat(person.ordered()).containsExactly("INSURER ENROL 1", "TAX LEVY 2", "TAX LEVY 4");
        assertThat(person.confirm()).containsExactly(SUBSIDISED);
    }

    @Test
    void a_levy_anew_under_another_category_is_posted_once() {
        person.decide(POOR);
        person.confirm();
        person.refuse();
        person.evidence("civil-affairs/hardship@2:1").decide(DESTITUTE);
        assertThat(person.orders.getLast().category()).isEqualTo("特困人员");
        assertThat(person.post()).isEmpty();
    }

    @Test
    void a_refused_full_price_levy_is_noted_and_a_refund_levies_anew() {
        person.decide(OWES);
        assertThat(person.refuse()).containsExactly(REJECTED);
        assertThat(person.post()).isEmpty();
        assertThat(person.current().state()).isEqualTo(CaseState.OWING);
        person.decide(PAID);
        person.decide(OWES);
        assertThat(person.ordered()).containsExactly("TAX LEVY 1", "TAX LEVY 4");
    }

    @Test
    void a_levy_refused_after_payment_is_made_again_when_the_payment_is_refunded() {
        person.decide(OWES);
        person.decide(PAID);
        person.refuse();
        assertThat(person.current().state()).isEqualTo(CaseState.COVERED);
        person.decide(OWES);
        assertThat(person.ordered()).containsExactly("TAX LEVY 1", "TAX LEVY 4");
    }

    @Test
    void who_is_no_longer_poor_keeps_this_years_cover_and_it_is_noted_once() {
        subsidised();
        assertThat(person.decide(OWES)).containsExactly(STATUS_ENDED, FLAGGED);
        assertThat(person.decide(OWES)).isEmpty();
        assertThat(person.decide(GONE)).isEmpty();
        assertThat(person.current().state()).isEqualTo(CaseState.SUBSIDISED);
        assertThat(person.ordered()).containsExactly("INSURER ENROL 1", "TAX LEVY 2", "INSURER FLAG 5");
    }

    @Test
    void who_becomes_poor_for_another_reason_is_recategorised_once() {
        subsidised();
        assertThat(person.decide(DESTITUTE)).containsExactly(RECATEGORISED, FLAGGED);
        assertThat(person.decide(DESTITUTE)).isEmpty();
        assertThat(person.current().category()).isEqualTo("特困人员");
        assertThat(person.ordered()).containsExactly("INSURER ENROL 1", "TAX LEVY 2", "INSURER FLAG 5");
    }

    @Test
    void death_before_the_cover_begins_cancels_it_and_takes_the_levy_back() {
        subsidised();
        assertThat(person.on(LocalDate.of(2024, 12, 31)).decide(DEAD)).containsExactly(CANCEL_ORDERED);
        assertThat(person.post()).isEmpty();
        assertThat(person.confirm()).containsExactly(CANCELLED, LEVY_WITHDRAWN);
        assertThat(person.ordered())
                .containsExactly("INSURER ENROL 1", "TAX LEVY 2", "INSURER CANCEL 4", "TAX CANCEL 6");
        assertThat(person.current().state()).isEqualTo(CaseState.CANCELLED);
        assertThat(person.confirm()).isEmpty();
    }

    @Test
    void death_after_the_cover_began_keeps_it() {
        subsidised();
        assertThat(person.on(TryCase.BENEFIT).decide(DEAD)).isEmpty();
        assertThat(person.current().state()).isEqualTo(CaseState.SUBSIDISED);
    }

    @Test
    void a_death_that_was_a_mistake_waits_for_the_cancellation_and_begins_anew() {
        subsidised();
        person.decide(DEAD);
        assertThat(person.decide(OWES)).isEmpty();
        assertThat(person.confirm()).containsExactly(CANCELLED, LEVY_WITHDRAWN, OWED);
        assertThat(person.ordered()).endsWith("TAX CANCEL 6", "TAX LEVY 7");
        assertThat(person.levies()).isEqualTo(1);
    }

    @Test
    void who_is_insured_elsewhere_or_moves_away_loses_his_levy() {
        person.decide(OWES);
        assertThat(person.decide(ELSEWHERE)).containsExactly(LEVY_WITHDRAWN, COVERED_ELSEWHERE);
        assertThat(person.decide(OWES)).containsExactly(OWED);
        assertThat(person.decide(GONE)).containsExactly(LEVY_WITHDRAWN, INELIGIBLE);
        assertThat(person.ordered()).containsExactly("TAX LEVY 1", "TAX CANCEL 2", "TAX LEVY 4", "TAX CANCEL 5");
        assertThat(person.levies()).isZero();
    }

    @Test
    void the_same_outcome_twice_appends_nothing() {
        for (var decision : java.util.List.of(OWES, POOR, PAID, ELSEWHERE, GONE, DEAD)) {
            TryCase other = new TryCase();
            assertThat(other.decide(decision)).isNotEmpty();
            assertThat(other.post()).as("%s again", decision).isEmpty();
        }
    }

    @Test
    void an_answer_to_another_persons_or_an_unknown_order_is_ignored() {
        person.decide(POOR);
        PersonKey other = new PersonKey(new UUID(8, 8));
        assertThat(person.answer(Case.orderKey(other, 2025, CaseLoop.RESIDENT, 1), "OK"))
                .isEmpty();
        assertThat(person.answer(Case.orderKey(PERSON, 2024, CaseLoop.RESIDENT, 1), "OK"))
                .isEmpty();
        assertThat(person.answer(Case.orderKey(PERSON, 2025, 310, 1), "OK")).isEmpty();
        assertThat(person.answer(PERSON + "-2025-390-99999999999", "OK")).isEmpty();
        assertThat(person.answer("1", "OK")).isEmpty();
        assertThat(person.answer(2, "OK")).isEmpty();
        assertThat(person.confirm()).containsExactly(ENROLLED);
    }

    @Test
    void a_late_answer_to_an_older_order_does_not_answer_the_newer_one() {
        person.decide(OWES);
        person.decide(POOR);
        assertThat(person.answer(1, "FAILED")).isEmpty();
        assertThat(person.current().state()).isEqualTo(CaseState.ENROL_ORDERED);
        assertThat(person.answer(2, "OK")).isEmpty();
        assertThat(person.answer(3, "OK")).containsExactly(ENROLLED);
    }

    private void subsidised() {
        person.decide(POOR);
        person.confirm();
        person.confirm();
        assertThat(person.current().state()).isEqualTo(CaseState.SUBSIDISED);
    }
}
