package canbao.ledger;

import canbao.model.PersonKey;
import canbao.model.Premium;
import org.jspecify.annotations.Nullable;

/** What we ask of the insurer or the tax bureau because of one entry; its key is (case, ordinal). */
public record Order(
        PersonKey person,
        int coverageYear,
        int product,
        int ordinal,
        Destination destination,
        Action action,
        @Nullable String category,
        Premium premium) {
    public enum Destination {
        INSURER,
        TAX
    }

    public enum Action {
        ENROL,
        LEVY,
        CANCEL
    }

    public String key() {
        return Case.orderKey(person, coverageYear, product, ordinal);
    }
}
