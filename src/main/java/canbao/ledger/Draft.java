package canbao.ledger;

import canbao.ledger.Case.Dues;
import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.ledger.Posting.Terms;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.Premium;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The case while it is being posted to: how entries and orders are written, and what answers do. */
final class Draft {
    final Case before;
    final Outcome outcome;
    final Terms terms;
    final LocalDate on;
    CaseState state;

    @Nullable
    String category;

    Premium premium;
    Fen credited;
    private final PersonFacts facts;
    private final String evidence;
    private final List<Entry> entries = new ArrayList<>(1);
    private final List<Order> orders = new ArrayList<>(1);
    private Fen owed;
    private Fen refunds;
    private @Nullable String flag;
    private boolean levied;
    private int ordinal;
    private int openOrder;
    private @Nullable Action asked;
    private @Nullable String code;

    Draft(Case before, Outcome outcome, PersonFacts facts, Terms terms, LocalDate on) {
        this.before = before;
        this.outcome = outcome;
        this.facts = facts;
        this.terms = terms;
        this.on = on;
        List<String> rows = outcome.evidence();
        this.evidence = rows.size() == 1 ? rows.getFirst() : String.join(" ", rows);
        this.state = before.state();
        this.category = before.category();
        this.premium = before.premium();
        this.owed = before.dues().owed();
        this.refunds = before.dues().refunds();
        this.credited = before.dues().credited();
        this.flag = before.flag();
        this.levied = before.levied();
        this.ordinal = before.ordinal();
        this.openOrder = before.openOrder();
        this.asked = before.asked();
        this.code = before.code();
    }

    boolean beforeBenefit() {
        LocalDate his = outcome.coverFrom();
        boolean earlier = his != null && his.isBefore(terms.benefitFrom());
        return on.isBefore(earlier ? his : terms.benefitFrom());
    }

    boolean levied() {
        return levied;
    }

    /** Whether nothing was ever posted. */
    boolean isNew() {
        return ordinal == 0;
    }

    /** Whether an office has yet to answer. */
    boolean waits() {
        return openOrder != 0;
    }

    /** Whether the rows are still those on which we had asked: asking again after a refusal would change nothing. */
    boolean sameEvidence() {
        return evidence.equals(before.evidence());
    }

    boolean refused() {
        return code != null;
    }

    void owes(Fen amount) {
        owed = amount;
    }

    /** Takes in the answer that the state waits for; answers to older orders only close those orders. */
    void answers() {
        if (openOrder == 0) {
            return;
        }
        for (Answer answer : Answer.of(facts)) {
            if (answer.ordinal() == openOrder
                    && answer.person().equals(before.person())
                    && answer.coverageYear() == before.coverageYear()
                    && answer.product() == before.product()) {
                Action about = asked == null ? Action.FLAG : asked;
                openOrder = 0;
                asked = null;
                if (answer.ok()) {
                    confirmed(about);
                } else {
                    denied(about, answer.code());
                }
                return;
            }
        }
    }

    /** A full-price levy, its cancellation and a flag are only acknowledged: nothing more follows. */
    private void confirmed(Action about) {
        if (about == Action.ENROL && state == CaseState.ENROL_ORDERED) {
            post(CaseState.LEVY_ORDERED, EntryKind.ENROLLED);
            order(Destination.TAX, Action.LEVY);
        } else if (about == Action.LEVY && state == CaseState.LEVY_ORDERED) {
            boolean his =
                    outcome.decision().ownPart().value() > 0 && outcome.owed().value() > 0;
            post(
                    his && premium.personal().value() > 0 ? CaseState.PART_OWING : CaseState.SUBSIDISED,
                    his && premium.personal().value() > 0 ? EntryKind.OWN_PART_DUE : EntryKind.SUBSIDISED);
        } else if (about == Action.CANCEL && state == CaseState.CANCEL_ORDERED) {
            cancelled();
        } else if (about == Action.REFUND) {
            post(state == CaseState.REFUND_ORDERED ? CaseState.REFUNDED : state, EntryKind.REFUNDED, outstanding());
        }
    }

    private void denied(Action about, String why) {
        switch (about) {
            case ENROL -> flag = null;
            case LEVY -> levied = false;
            case REFUND -> refunds = seen();
            case CANCEL, FLAG -> {
                // What was to be taken back, or shown, is as it was.
            }
        }
        post(
                switch (state) {
                    case ENROL_ORDERED -> CaseState.REJECTED;
                    case LEVY_ORDERED -> CaseState.LEVY_REFUSED;
                    case CANCEL_ORDERED -> CaseState.CANCEL_REFUSED;
                    case REFUND_ORDERED -> CaseState.REFUND_REFUSED;
                    default -> state;
                },
                EntryKind.REJECTED);
        code = why;
    }

    private void cancelled() {
        premium = Case.NOTHING;
        category = null;
        flag = null;
        post(CaseState.CANCELLED, EntryKind.CANCELLED);
        withdrawLevy();
    }

    /** Orders that the insurer cancels; what is not ordered is cancelled by writing so. */
    void cancel() {
        if (terms.ordered()) {
            post(CaseState.CANCEL_ORDERED, EntryKind.CANCEL_ORDERED);
            order(Destination.INSURER, Action.CANCEL);
        } else {
            cancelled();
        }
    }

    /** One person has one levy a year at the tax bureau: the old one goes before another comes. */
    void withdrawLevy() {
        if (levied) {
            post(state, EntryKind.LEVY_WITHDRAWN);
            order(Destination.TAX, Action.CANCEL);
        }
    }

    private Fen seen() {
        return GivingBack.seen(facts, before.coverageYear());
    }

    /** What was ordered to be given back and has not been seen to go. */
    Fen outstanding() {
        Fen seen = seen();
        return seen.compareTo(refunds) >= 0 ? Fen.ZERO : refunds.minus(seen);
    }

    /** Asks the tax bureau for what is due and not under way; once asked for, it is never asked for again. */
    void refund(Fen due, CaseState next) {
        Fen outstanding = outstanding();
        Fen more = due.minus(outstanding);
        refunds = seen().plus(outstanding).plus(more);
        post(next, EntryKind.REFUND_ORDERED, more);
        orders.add(order(Destination.TAX, Action.REFUND, new Premium(more, Fen.ZERO, Fen.ZERO)));
    }

    /** The insurer's identity flag follows the category, once nothing else is under way. */
    void showFlag() {
        boolean open = state == CaseState.ENROL_ORDERED
                || state == CaseState.CANCEL_ORDERED
                || state == CaseState.CANCEL_REFUSED;
        String shown = state.registered() || state == CaseState.POST_HOC ? category : null;
        if (!terms.ordered() || open || waits() || Objects.equals(shown, flag)) {
            return;
        }
        post(state, EntryKind.FLAGGED);
        order(Destination.INSURER, Action.FLAG);
        flag = shown;
    }

    void post(CaseState next, EntryKind kind) {
        post(next, kind, Fen.ZERO);
    }

    void post(CaseState next, EntryKind kind, Fen moved) {
        if (next != state) {
            code = null;
        }
        state = next;
        ordinal++;
        entries.add(new Entry(
                before.person(),
                before.coverageYear(),
                before.product(),
                ordinal,
                kind,
                category,
                premium,
                moved,
                outcome.policyVersion(),
                evidence));
    }

    /** The order that the newest entry brings; a product that is only written down has none. */
    void order(Destination destination, Action action) {
        if (!terms.ordered()) {
            return;
        }
        if (destination == Destination.TAX) {
            levied = action == Action.LEVY;
        }
        if (action == Action.ENROL) {
            flag = category;
        }
        orders.add(order(destination, action, premium));
    }

    private Order order(Destination destination, Action action, Premium amounts) {
        openOrder = ordinal;
        asked = action;
        code = action == Action.FLAG ? code : null;
        String was = action == Action.FLAG || action == Action.CANCEL ? flag : null;
        return new Order(
                before.person(),
                before.coverageYear(),
                before.product(),
                ordinal,
                destination,
                action,
                category,
                amounts,
                Order.Edge.of(outcome, facts, category, was, on));
    }

    Posting posting() {
        boolean his = state == CaseState.PART_OWING || state == CaseState.OWING;
        Case after = new Case(
                before.person(),
                before.coverageYear(),
                before.product(),
                state,
                category,
                premium,
                outcome.minor(),
                outcome.pupil(),
                levied,
                ordinal,
                openOrder,
                asked,
                code,
                evidence,
                facts.revision(),
                outcome.nextReview(),
                new Dues(his ? owed : Fen.ZERO, refunds, credited),
                flag,
                outcome.notes(),
                outcome.waitingMonths(),
                false);
        return new Posting(after, entries, orders);
    }
}
