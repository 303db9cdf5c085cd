package canbao.ledger;

import canbao.model.Outcome;
import canbao.model.PersonFacts;
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
}
