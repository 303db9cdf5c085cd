package canbao.ledger;

import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.Fen;
import canbao.model.Outcome.Settlement;
import canbao.model.PersonFacts;
import canbao.model.Premium;
import java.util.Objects;

/** Money that goes to the person: refunds, what is paid to him afterwards, credits. */
final class GivingBack {
    private GivingBack() {}

    /** Refunds of the year that the tax bureau has made. */
    static Fen seen(PersonFacts facts, int coverageYear) {
        long seen = 0;
        String year = String.valueOf(coverageYear);
        for (Fact fact : facts.facts()) {
            if (fact.kind() == FactKind.PAYMENT
                    && fact.get("event").equals("REFUNDED")
                    && fact.get("year").equals(year)) {
                seen = Math.addExact(seen, Long.parseLong(fact.get("amount")));
            }
        }
        return new Fen(seen);
    }

    /** 事后资助: what he paid before he was identified, or elsewhere, is given to him out of the subsidy. */
    static boolean afterwards(Draft draft, Decision.Covered decision) {
        Settlement settlement = draft.outcome.settlement();
        Fen amount = settlement.postHoc();
        if (amount.value() == 0) {
            boolean was = draft.state == CaseState.POST_HOC && decision.by() == Cover.PAID;
            if (was && draft.category != null) {
                draft.category = null;
                draft.post(CaseState.POST_HOC, EntryKind.STATUS_ENDED);
            }
            return was;
        }
        Premium full = decision.premium();
        Fen his = amount.compareTo(full.personal()) < 0 ? full.personal().minus(amount) : Fen.ZERO;
        Premium split = new Premium(his, amount, full.fiscal());
        boolean known = draft.state == CaseState.POST_HOC && split.equals(draft.premium);
        if (known && Objects.equals(settlement.category(), draft.category)) {
            return true;
        }
        if (decision.by() != Cover.PAID) {
            draft.withdrawLevy();
        }
        draft.category = settlement.category();
        draft.premium = split;
        draft.post(CaseState.POST_HOC, known ? EntryKind.RECATEGORISED : EntryKind.POST_HOC, known ? Fen.ZERO : amount);
        return true;
    }

    /** What he paid goes back before anything else happens; true while that is not settled. */
    static boolean waits(Draft draft) {
        Fen due = draft.outcome.settlement().refund();
        boolean more = due.compareTo(draft.outstanding()) > 0;
        if (draft.state == CaseState.REFUND_REFUSED) {
            if (due.value() == 0) {
                draft.post(CaseState.REFUNDED, EntryKind.REFUNDED);
                return false;
            }
            if (draft.sameEvidence()) {
                return true;
            }
        }
        if (more && draft.terms.ordered()) {
            draft.refund(due, CaseState.REFUND_ORDERED);
            return true;
        }
        return false;
    }

    /** Money beside the premium: paid twice goes back whatever the case's state; a credit is noted once. */
    static void settle(Draft draft) {
        Settlement settlement = draft.outcome.settlement();
        boolean twice = draft.state.subsidised()
                && draft.outcome.decision() instanceof Decision.Covered covered
                && covered.by() == Cover.PAID;
        Fen due = settlement.refund();
        if (twice && draft.outcome.decision() instanceof Decision.Covered covered) {
            Fen full = covered.premium().personal();
            due = due.plus(
                    full.compareTo(draft.premium.personal()) > 0 ? full.minus(draft.premium.personal()) : Fen.ZERO);
        }
        boolean open = draft.state == CaseState.REFUND_REFUSED || draft.state == CaseState.CANCEL_ORDERED;
        if (draft.terms.ordered()
                && due.compareTo(draft.outstanding()) > 0
                && !open
                && !draft.waits()
                && !(draft.refused() && draft.sameEvidence())) {
            draft.refund(due, draft.state);
        }
        if (!twice && !settlement.nextYear().equals(draft.credited)) {
            draft.credited = settlement.nextYear();
            draft.post(draft.state, EntryKind.CREDITED, draft.credited);
        }
    }
}
