package canbao.policy.whatif;

import canbao.model.PersonKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a draft would change for one person.
 *
 * @param town the area that a register gives for him, or the list that names him; empty when none does
 * @param kind of all products together: more of one and as much less of another is OTHER
 * @param products in order of their numbers
 */
public record Difference(
        PersonKey person, String town, Kind kind, Standing before, Standing after, List<OfProduct> products) {
    public Difference {
        products = List.copyOf(products);
    }

    /**
     * What it would change of one product.
     *
     * @param before null when what is in force has nothing of this product for him
     * @param after null when the draft has nothing
     */
    public record OfProduct(
            int product,
            Kind kind,
            @Nullable Standing before,
            @Nullable Standing after) {}

    /** What it comes to for the person. */
    public enum Kind {
        /** Something is paid for him only under the draft. */
        GAINS,
        /** Nothing would be paid for him any more. */
        LOSES,
        MORE,
        LESS,
        /** The same is paid for him; his own part, category, tier, waiting or refund differs. */
        OTHER,
        SAME
    }
}
