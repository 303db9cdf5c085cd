package canbao.sim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The orders that an agency has ruled on: each once, and the same order again gets the same answer again. What is in the
 * journal is known again after a restart, as is what the hub has not heard yet. Thread-safe.
 */
final class OrderBook implements OrderDesk.Book {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneId.of("Asia/Shanghai"));

    private final String action;
    private final Function<Order, String> rule;
    private final Journal journal;
    private final Clock clock;
    private final Map<String, Ruled> ruled = new HashMap<>();
    private final Map<String, String> undelivered = new LinkedHashMap<>();
    private int repeats;
    private int conflicts;

    /** Orders ruled on, repeats of them, and repeats with another content. */
    record Counts(int orders, int repeats, int conflicts) {}

    private record Ruled(Order order, String answer) {}

    /**
     * A book that continues where its journal ends.
     *
     * @param action what an order is called that is no cancellation
     * @param rule says OK or why not, and keeps the agency's books; called once per order
     */
    OrderBook(String action, Function<Order, String> rule, Journal journal, Clock clock) {
        this.action = action;
        this.rule = rule;
        this.journal = journal;
        this.clock = clock;
        journal.read().forEach(this::recall);
    }

    synchronized Counts counts() {
        return new Counts(ruled.size(), repeats, conflicts);
    }

    /** When an order was ruled on, as its answer says. */
    synchronized Optional<String> answeredAt(String order) {
        return Optional.ofNullable(ruled.get(order)).map(rule -> new JsonObject(rule.answer()).getString("time"));
    }

    /** Answers that the hub had not taken when this book was opened. */
    @Override
    public synchronized List<String> undelivered() {
        return List.copyOf(undelivered.values());
    }

    /**
     * Rules on orders and writes them down. Throws {@link IllegalArgumentException} when the array holds something else; then
     * none of them is ruled on.
     */
    @Override
    public synchronized List<String> answers(JsonArray array) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof JsonObject object)) {
                throw new IllegalArgumentException("item " + i + " is not an order");
            }
            orders.add(Order.of(object, action));
        }
        List<JsonObject> fresh = new ArrayList<>();
        List<String> answers =
                orders.stream().map(order -> answer(order, fresh)).toList();
        journal.write(fresh);
        return answers;
    }

    /** The hub has taken these answers. */
    @Override
    public void delivered(List<String> lines) {
        JsonArray orders = new JsonArray();
        for (String line : lines) {
            String order = new JsonObject(line).getString("order");
            if (order != null) {
                orders.add(order);
            }
        }
        if (!orders.isEmpty()) {
            journal.write(List.of(new JsonObject().put("delivered", orders)));
        }
    }

    private String answer(Order order, List<JsonObject> fresh) {
        Ruled before = ruled.get(order.order());
        if (before != null) {
            repeats++;
            conflicts += before.order().equals(order) ? 0 : 1;
            return before.answer();
        }
        String answer = words(order, rule.apply(order));
        ruled.put(order.order(), new Ruled(order, answer));
        fresh.add(new JsonObject().put("order", order.json()).put("answer", answer));
        return answer;
    }

    private String words(Order order, String code) {
        return new JsonObject()
                .put("order", order.order())
                .put("certno", order.whom().certno())
                .put("psn_name", order.name())
                .put("result", code.equals("OK") ? "OK" : "FAILED")
                .put("code", code)
                .put("time", STAMP.format(clock.instant()))
                .encode();
    }

    private void recall(JsonObject entry) {
        JsonArray delivered = entry.getJsonArray("delivered");
        if (delivered != null) {
            delivered.forEach(undelivered::remove);
            return;
        }
        Order order = Order.of(entry.getJsonObject("order"), action);
        String answer = entry.getString("answer");
        if (!new JsonObject(answer).getString("code").equals(rule.apply(order))) {
            throw new IllegalStateException("the journal was written with another register: delete it to start afresh");
        }
        ruled.put(order.order(), new Ruled(order, answer));
        undelivered.put(order.order(), answer);
    }
}
