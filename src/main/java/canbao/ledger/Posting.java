package canbao.ledger;

import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.policy.Policy;
import canbao.policy.terms.Treatment;
import java.time.LocalDate;
import java.util.List;

/**
 * What a decision does to a case: the case afterwards, the entries to append and the orders that follow. Pure, and
 * repeatable: posting the same outcome again appends nothing.
 */
public record Posting(Case after, List<Entry> entries, List<Order> orders) {
    public Posting {
        entries = List.copyOf(entries);
        orders = List.copyOf(orders);
    }

    /** Takes in the answers among the facts, then does what the outcome asks for. */
    public static Posting of(Case before, Outcome outcome, PersonFacts facts, Terms terms, LocalDate on) {
        Draft draft = new Draft(before, outcome, facts, terms, on);
        draft.answers();
        Deciding.decide(draft);
        return draft.posting();
    }

    /**
     * What posting has to know of a policy beside its outcome.
     *
     * @param benefitFrom the first day of cover: who dies before it is cancelled, who dies later keeps his cover
     * @param topUp whether who has paid his part, and is entitled to more since, is levied anew with the better amounts
     * @param keep whether who is no longer entitled keeps this year's cover
     * @param ordered whether this product is enrolled and levied by our orders; otherwise it is only written down
     */
    public record Terms(LocalDate benefitFrom, boolean topUp, boolean keep, boolean ordered) {
        /** Supplements follow what their own insurers are told of the residents' scheme: no order of ours enrols them. */
        static Terms of(Policy policy, int product) {
            return new Terms(
                    policy.benefit().from(),
                    policy.treatment().afterPayment() == Treatment.AfterPayment.DIFFERENCE,
                    policy.treatment().exit() == Treatment.Exit.KEEP_TO_YEAR_END,
                    product == Outcome.RESIDENT);
        }
    }
}
