package canbao.ledger;

import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.model.Decision;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.Premium;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision does to a case: the case afterwards, the entries to append and the orders that follow. Pure, and
 * repeatable: posting the same outcome again appends nothing.
 */
public record Posting(Case after, List<Entry> entries, List<Order> orders) {
    public Posting {
        entries = List.copyOf(entries);
        orders = List.copyOf(orders);
    }

    /**
     * @param benefitFrom the first day of cover: who dies before it is cancelled, who dies later keeps his cover
     */
    public static Posting of(Case before, Outcome outcome, PersonFacts facts, LocalDate benefitFrom, LocalDate on) {
        Draft draft = new Draft(before, outcome);
        draft.answers(facts);
        draft.decide(on.isBefore(benefitFrom));
        return draft.posting(facts.revision());
    }

    /** The case while it is being posted to. */
    private static final class Draft {
        private final Case before;
        private final Outcome outcome;
        private final String evidence;
        private final List<Entry> entries = new ArrayList<>(1);
        private final List<Order> orders = new ArrayList<>(1);
        private CaseState state;
        private @Nullable String category;
        private Premium premium;
        private boolean levied;
        private int ordinal;
        private int openOrder;
        private @Nullable String code;

        Draft(Case before, Outcome outcome) {
            this.before = before;
            this.outcome = outcome;
            this.evidence = String.join(" ", outcome.evidence());
            this.state = before.state();
            this.category = before.category();
            this.premium = before.premium();
            this.levied = before.levied();
            this.ordinal = before.ordinal();
            this.openOrder = before.openOrder();
            this.code = before.code();
        }

        /** Takes in the answer that the state waits for; answers to older orders only close those orders. */
        void answers(PersonFacts facts) {
            if (openOrder == 0) {
                return;
            }
            for (Answer answer : Answer.of(facts)) {
                if (answer.ordinal() == openOrder
                        && answer.person().equals(before.person())
                        && answer.coverageYear() == before.coverageYear()
                        && answer.product() == before.product()) {
                    answered(answer);
                    return;
                }
            }
        }

        private void answered(Answer answer) {
            openOrder = 0;
            if (!answer.ok()) {
                code = answer.code();
                if (state != CaseState.CANCEL_ORDERED) {
                    // Who waits for no cancellation waits for the tax bureau, or has no levy yet.
                    levied = false;
                }
                post(refused(), EntryKind.REJECTED);
                return;
            }
            switch (state) {
                case ENROL_ORDERED -> {
                    post(CaseState.LEVY_ORDERED, EntryKind.ENROLLED);
                    order(Destination.TAX, Action.LEVY);
                }
                case LEVY_ORDERED -> post(CaseState.SUBSIDISED, EntryKind.SUBSIDISED);
                case CANCEL_ORDERED -> {
                    premium = Case.NOTHING;
                    post(CaseState.INELIGIBLE, EntryKind.CANCELLED);
                    withdrawLevy();
                }
                case OWING, SUBSIDISED, REJECTED, LEVY_REFUSED, COVERED, INELIGIBLE, MERGED -> {
                    // A full-price levy or its cancellation was acknowledged: nothing more follows.
                }
            }
        }

        /** A refused full-price levy or cancellation leaves the case where it is; the code tells a person. */
        private CaseState refused() {
            return switch (state) {
                case ENROL_ORDERED -> CaseState.REJECTED;
                case LEVY_ORDERED -> CaseState.LEVY_REFUSED;
                case OWING, SUBSIDISED, REJECTED, LEVY_REFUSED, COVERED, CANCEL_ORDERED, INELIGIBLE, MERGED -> state;
            };
        }

        void decide(boolean beforeBenefit) {
            switch (outcome.decision()) {
                case Decision.Subsidised subsidised -> subsidise(subsidised);
                case Decision.Owing owing -> owe(owing);
                case Decision.Covered covered -> cover(covered);
                case Decision.Ineligible ineligible -> exclude(ineligible, beforeBenefit);
            }
        }

        private void subsidise(Decision.Subsidised decision) {
            if (state.subsidised() && !decision.category().equals(category)) {
                category = decision.category();
                post(state, EntryKind.RECATEGORISED);
            }
            if (state == CaseState.LEVY_REFUSED && !refusedOnTheSameEvidence()) {
                post(CaseState.LEVY_ORDERED, EntryKind.ENROLLED);
                order(Destination.TAX, Action.LEVY);
                return;
            }
            if (state.subsidised() || state == CaseState.CANCEL_ORDERED || refusedOnTheSameEvidence()) {
                return;
            }
            withdrawLevy();
            category = decision.category();
            premium = decision.premium();
            code = null;
            post(CaseState.ENROL_ORDERED, EntryKind.ENROL_ORDERED);
            order(Destination.INSURER, Action.ENROL);
        }

        private void owe(Decision.Owing decision) {
            if (keepsCover() || state == CaseState.OWING || state == CaseState.CANCEL_ORDERED) {
                return;
            }
            category = null;
            premium = decision.premium();
            post(CaseState.OWING, EntryKind.OWED);
            if (!levied) {
                order(Destination.TAX, Action.LEVY);
            }
        }

        private void cover(Decision.Covered decision) {
            EntryKind kind = decision.by() == Decision.Cover.PAID ? EntryKind.PAID : EntryKind.COVERED_ELSEWHERE;
            if (keepsCover() || state == CaseState.COVERED || state == CaseState.CANCEL_ORDERED) {
                return;
            }
            if (kind == EntryKind.COVERED_ELSEWHERE) {
                withdrawLevy();
            }
            category = null;
            premium = decision.premium();
            post(CaseState.COVERED, kind);
        }

        private void exclude(Decision.Ineligible decision, boolean beforeBenefit) {
            boolean died = decision.reason() == Decision.Reason.DECEASED;
            if (state.subsidised() && died && beforeBenefit) {
                post(CaseState.CANCEL_ORDERED, EntryKind.CANCEL_ORDERED);
                order(Destination.INSURER, Action.CANCEL);
                return;
            }
            if (state.subsidised() && died) {
                return;
            }
            if (state == CaseState.CANCEL_ORDERED || keepsCover() || (state == CaseState.INELIGIBLE && ordinal > 0)) {
                return;
            }
            withdrawLevy();
            category = null;
            premium = Case.NOTHING;
            post(CaseState.INELIGIBLE, EntryKind.INELIGIBLE);
        }

        /**
         * Who lost the reason for help keeps this year's cover; the loss is noted once. Who never had one, because it was
         * another's with whom he had been taken for one person, does not keep it.
         */
        private boolean keepsCover() {
            if (!state.subsidised()) {
                return false;
            }
            if (before.separated()) {
                post(CaseState.CANCEL_ORDERED, EntryKind.CANCEL_ORDERED);
                order(Destination.INSURER, Action.CANCEL);
                return true;
            }
            if (category != null) {
                category = null;
                post(state, EntryKind.STATUS_ENDED);
            }
            return true;
        }

        /** A refusal is answered by a correction at the source, never by asking the same again. */
        private boolean refusedOnTheSameEvidence() {
            return (state == CaseState.REJECTED || state == CaseState.LEVY_REFUSED)
                    && evidence.equals(before.evidence());
        }

        /** One person has one levy a year at the tax bureau: the old one goes before another comes. */
        private void withdrawLevy() {
            if (levied) {
                post(state, EntryKind.LEVY_WITHDRAWN);
                order(Destination.TAX, Action.CANCEL);
            }
        }

        private void post(CaseState next, EntryKind kind) {
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
                    outcome.policyVersion(),
                    evidence));
        }

        private void order(Destination destination, Action action) {
            openOrder = ordinal;
            if (destination == Destination.TAX) {
                levied = action == Action.LEVY;
            }
            orders.add(new Order(
                    before.person(),
                    before.coverageYear(),
                    before.product(),
                    ordinal,
                    destination,
                    action,
                    category,
                    premium));
        }

        Posting posting(long revision) {
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
                    code,
                    evidence,
                    revision,
                    outcome.nextReview(),
                    false);
            return new Posting(after, entries, orders);
        }
    }
}
