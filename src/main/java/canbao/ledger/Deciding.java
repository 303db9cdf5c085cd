package canbao.ledger;

import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Fen;

/** What each decision asks of a case, whatever state it is in. */
final class Deciding {
    private Deciding() {}

    static void decide(Draft draft) {
        if (draft.state == CaseState.REFUND_ORDERED && draft.waits()) {
            return;
        }
        switch (draft.outcome.decision()) {
            case Decision.Subsidised subsidised -> subsidise(draft, subsidised);
            case Decision.Owing owing -> owe(draft, owing);
            case Decision.Covered covered -> cover(draft, covered);
            case Decision.Ineligible ineligible -> exclude(draft, ineligible);
        }
        GivingBack.settle(draft);
        draft.showFlag();
    }

    private static void subsidise(Draft draft, Decision.Subsidised decision) {
        if (draft.state == CaseState.CANCEL_REFUSED) {
            // Whether the levy was ever made is not certain: it is made anew.
            draft.withdrawLevy();
            draft.post(CaseState.LEVY_ORDERED, EntryKind.REINSTATED);
            draft.order(Destination.TAX, Action.LEVY);
        }
        if (draft.state.subsidised()) {
            change(draft, decision);
            return;
        }
        boolean refused = draft.state == CaseState.REJECTED && draft.sameEvidence();
        if (draft.state == CaseState.CANCEL_ORDERED || refused || GivingBack.waits(draft)) {
            return;
        }
        draft.withdrawLevy();
        draft.category = decision.category();
        draft.premium = decision.premium();
        if (draft.terms.ordered()) {
            draft.post(CaseState.ENROL_ORDERED, EntryKind.ENROL_ORDERED);
            draft.order(Destination.INSURER, Action.ENROL);
        } else {
            draft.post(CaseState.SUBSIDISED, EntryKind.SUBSIDISED);
            ownPart(draft, draft.outcome.owed());
        }
    }

    /** He is entitled already: perhaps for another reason, with other amounts, or after a refused levy. */
    private static void change(Draft draft, Decision.Subsidised decision) {
        boolean settled = draft.state == CaseState.SUBSIDISED;
        boolean better = decision.premium().subsidy().compareTo(draft.premium.subsidy()) > 0;
        boolean amounts = !decision.premium().equals(draft.premium) && (!settled || (draft.terms.topUp() && better));
        if (amounts || !decision.category().equals(draft.category)) {
            draft.category = decision.category();
            draft.premium = amounts ? decision.premium() : draft.premium;
            draft.post(
                    draft.state,
                    EntryKind.RECATEGORISED,
                    amounts ? draft.outcome.settlement().postHoc() : Fen.ZERO);
        }
        if (draft.state == CaseState.LEVY_REFUSED && !draft.sameEvidence()) {
            draft.post(CaseState.LEVY_ORDERED, EntryKind.ENROLLED);
            draft.order(Destination.TAX, Action.LEVY);
        } else if (amounts && draft.levied()) {
            draft.withdrawLevy();
            draft.post(CaseState.LEVY_ORDERED, EntryKind.LEVIED_ANEW);
            draft.order(Destination.TAX, Action.LEVY);
        } else if (decision.premium().equals(draft.premium)) {
            ownPart(draft, draft.outcome.owed());
        }
    }

    /** Follows whether he has paid the part that is his. */
    private static void ownPart(Draft draft, Fen owed) {
        draft.owes(owed);
        if (draft.state == CaseState.PART_OWING && owed.value() == 0) {
            draft.post(CaseState.SUBSIDISED, EntryKind.SUBSIDISED);
        } else if (draft.state == CaseState.SUBSIDISED && owed.value() > 0) {
            draft.post(CaseState.PART_OWING, EntryKind.OWN_PART_DUE);
        }
    }

    private static void owe(Draft draft, Decision.Owing decision) {
        if (draft.state.subsidised()) {
            keepCover(draft);
            Fen paid = decision.premium().personal().minus(draft.outcome.owed());
            Fen his = draft.premium.personal();
            ownPart(draft, paid.compareTo(his) >= 0 ? Fen.ZERO : his.minus(paid));
            return;
        }
        if (isBeingCancelled(draft)) {
            return;
        }
        draft.owes(draft.outcome.owed());
        if (draft.state == CaseState.OWING && decision.premium().equals(draft.premium)) {
            if (!draft.levied() && draft.refused() && !draft.sameEvidence()) {
                levyFullPrice(draft);
            }
            return;
        }
        if (draft.state == CaseState.OWING) {
            draft.withdrawLevy();
        }
        draft.category = null;
        draft.premium = decision.premium();
        levyFullPrice(draft);
    }

    private static void levyFullPrice(Draft draft) {
        draft.post(CaseState.OWING, EntryKind.OWED);
        if (!draft.levied()) {
            draft.order(Destination.TAX, Action.LEVY);
        }
    }

    private static void cover(Draft draft, Decision.Covered decision) {
        boolean paid = decision.by() == Cover.PAID;
        if (draft.state.subsidised()) {
            coverTwice(draft, paid);
            return;
        }
        if (isBeingCancelled(draft)) {
            return;
        }
        if (GivingBack.afterwards(draft, decision)) {
            return;
        }
        if (!paid && (GivingBack.waits(draft) || isClosed(draft))) {
            return;
        }
        if (draft.state == CaseState.COVERED) {
            return;
        }
        if (!paid) {
            draft.withdrawLevy();
        }
        draft.category = null;
        draft.premium = decision.premium();
        draft.post(
                CaseState.COVERED,
                switch (decision.by()) {
                    case PAID -> EntryKind.PAID;
                    case FOLLOWS -> EntryKind.FOLLOWS;
                    case ELSEWHERE, EMPLOYEE -> EntryKind.COVERED_ELSEWHERE;
                });
    }

    /** He whose premium is paid for him has paid as well, or is covered by others: then ours goes if it has not begun. */
    private static void coverTwice(Draft draft, boolean paid) {
        if (!paid && mayGo(draft)) {
            draft.cancel();
            return;
        }
        boolean entitled = paid && draft.outcome.settlement().category() != null;
        if (!entitled || draft.before.separated()) {
            keepCover(draft);
        }
        if (paid) {
            ownPart(draft, Fen.ZERO);
        }
    }

    /** Cover that has not begun, or that he has not paid his part of, is no cover to keep. */
    private static boolean mayGo(Draft draft) {
        return draft.beforeBenefit() || draft.state == CaseState.PART_OWING;
    }

    private static void exclude(Draft draft, Decision.Ineligible decision) {
        boolean died = decision.reason() == Decision.Reason.DECEASED;
        if (draft.state.subsidised()) {
            if (died && mayGo(draft)) {
                draft.cancel();
            } else if (!died) {
                keepCover(draft);
            }
            return;
        }
        // Nothing is levied any more; what was levied in time he still owes.
        if (decision.reason() == Decision.Reason.WINDOW_CLOSED && draft.state == CaseState.OWING) {
            return;
        }
        boolean keeps = draft.state == CaseState.POST_HOC || (died && draft.state == CaseState.COVERED);
        if (isBeingCancelled(draft)
                || (keeps && !draft.beforeBenefit())
                || GivingBack.waits(draft)
                || isClosed(draft)) {
            return;
        }
        draft.withdrawLevy();
        draft.category = null;
        draft.premium = Case.NOTHING;
        draft.post(CaseState.INELIGIBLE, EntryKind.INELIGIBLE);
    }

    /** Whether the case has come to its end, without cover; a levy that still stands goes. */
    private static boolean isClosed(Draft draft) {
        boolean closed = draft.state == CaseState.CANCELLED
                || draft.state == CaseState.REFUNDED
                || (draft.state == CaseState.INELIGIBLE && !draft.isNew());
        if (closed) {
            draft.withdrawLevy();
        }
        boolean excluded = draft.outcome.decision() instanceof Decision.Ineligible;
        return closed && (excluded || draft.state != CaseState.INELIGIBLE);
    }

    /** A cancellation is waited for; one that was refused is ordered again when other rows ask for it. */
    private static boolean isBeingCancelled(Draft draft) {
        if (draft.state == CaseState.CANCEL_REFUSED && !draft.sameEvidence()) {
            draft.cancel();
        }
        return draft.state == CaseState.CANCEL_ORDERED || draft.state == CaseState.CANCEL_REFUSED;
    }

    /**
     * Who lost the reason for help keeps this year's cover; the loss is noted once. Who never had one, because it was
     * another's with whom he had been taken for one person, does not keep it; nor does anybody whose policy ends it.
     */
    private static void keepCover(Draft draft) {
        boolean ends = !draft.terms.keep() && draft.category != null;
        if (draft.before.separated() || ends) {
            draft.cancel();
        } else if (draft.category != null) {
            draft.category = null;
            draft.post(draft.state, EntryKind.STATUS_ENDED);
        }
    }
}
