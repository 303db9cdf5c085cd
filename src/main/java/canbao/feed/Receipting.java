package canbao.feed;

import canbao.model.batch.Receipt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How what was stored is acknowledged.
 *
 * @param signing makes the signed document of a receipt
 * @param answered whether receipts go back through a route; by our own name of it
 */
public record Receipting(UnaryOperator<Receipt> signing, Predicate<String> answered) {
    /** Nobody signs, and nobody is told but whoever waits for an answer. */
    static final Receipting NONE = new Receipting(UnaryOperator.identity(), route -> false);
}
