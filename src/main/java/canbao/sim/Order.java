package canbao.sim;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An order of the hub to the insurer or the tax bureau.
 *
 * @param order the hub's key: the same one is the same order
 * @param category for the insurer only, otherwise empty
 */
record Order(String order, String action, PersonYear whom, String name, String category, Amounts amounts) {

    private static final List<String> OTHERS = List.of("CANCEL", "FLAG", "REFUND");

    /** In fen; of a refund the amount alone, as the personal part. */
    record Amounts(long personal, long subsidy, long fiscal) {}

    /**
     * Throws {@link IllegalArgumentException}, without personal data, when a field is missing or of another shape. A
     * cancellation needs no amounts.
     *
     * @param make what the agency calls an order that is no {@code CANCEL}
     */
    static Order of(JsonObject json, String make) {
        String action = text(json, "action");
        if (!action.equals(make) && !OTHERS.contains(action)) {
            throw new IllegalArgumentException("an order's action is " + make + " or one of " + OTHERS);
        }
        return new Order(
                text(json, "order"),
                action,
                new PersonYear(text(json, "certno"), Math.toIntExact(number(json, "year"))),
                text(json, "psn_name"),
                json.getValue("category") instanceof String category ? category : "",
                switch (action) {
                    case "CANCEL" -> new Amounts(0, 0, 0);
                    case "REFUND" -> new Amounts(number(json, "refundFen"), 0, 0);
                    default -> amounts(json);
                });
    }

    private static Amounts amounts(JsonObject json) {
        long fiscal = json.containsKey("fiscalFen") ? number(json, "fiscalFen") : 0;
        return new Amounts(number(json, "personalFen"), number(json, "subsidyFen"), fiscal);
    }

    boolean cancel() {
        return action.equals("CANCEL");
    }

    JsonObject json() {
        return new JsonObject()
                .put("order", order)
                .put("action", action)
                .put("year", whom.year())
                .put("certno", whom.certno())
                .put("psn_name", name)
                .put("category", category)
                .put("personalFen", amounts.personal())
                .put("subsidyFen", amounts.subsidy())
                .put("fiscalFen", amounts.fiscal())
                .put("refundFen", amounts.personal());
    }

    private static String text(JsonObject json, String field) {
        if (json.getValue(field) instanceof String value && !value.isBlank()) {
            return value;
        }
        throw new IllegalArgumentException("an order needs a text " + field);
    }

    private static long number(JsonObject json, String field) {
        Object value = json.getValue(field);
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String digits && digits.matches("\\d{1,15}")) {
            return Long.parseLong(digits);
        }
        throw new IllegalArgumentException("an order needs a whole number " + field);
    }

    @Override
    public String toString() {
        return "Order[" + order + " " + action + "]";
    }
}
