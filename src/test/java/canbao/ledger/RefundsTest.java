package canbao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** He has paid, dies before cover begins, and the tax bureau refuses to give it back. */
class RefundsTest {
    private final TryLife life = new TryLife(TryLife.LUCHENG);

    @BeforeEach
    void refused() {
        life.pupil().settle().money("PAID", 660, "2024-11-05").on("2024-11-21").event("DEATH", "2024-11-20");
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX REFUND");
        assertThat(life.refuse("NO_ACCOUNT").state()).isEqualTo(CaseState.REFUND_REFUSED);
    }

    @Test
    void a_refund_that_was_refused_waits_for_staff_and_is_not_asked_for_again_from_the_same_rows() {
        life.on("2024-11-22").on("2024-11-23");
        assertThat(life.state()).isEqualTo(CaseState.REFUND_REFUSED);
        assertThat(life.now().code()).isEqualTo("NO_ACCOUNT");
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX REFUND");
    }

    @Test
    void other_rows_ask_for_it_again() {
        life.on("2024-11-22").event("DEATH", "2024-11-19");
        assertThat(life.state()).isEqualTo(CaseState.REFUND_ORDERED);
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX REFUND", "TAX REFUND");
        life.settle();
        assertThat(life.state()).isEqualTo(CaseState.REFUNDED);
        assertThat(life.ordered()).containsExactly("TAX LEVY", "TAX REFUND", "TAX REFUND", "TAX CANCEL");
    }

    @Test
    void what_was_given_back_by_hand_meanwhile_closes_it() {
        life.on("2024-11-25").money("REFUNDED", 660, "2024-11-24");
        assertThat(life.state()).isEqualTo(CaseState.REFUNDED);
        assertThat(life.entries.getLast().kind()).isEqualTo(EntryKind.LEVY_WITHDRAWN);
        assertThat(life.entries).extracting(Entry::kind).contains(EntryKind.REFUNDED);
    }
}
