package canbao.sim;

import canbao.sim.TaxSimulator.Books.Levy;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The tax bureau: takes levy orders at {@code POST /levies}, keeps what each person owes for a year in books of its own, and
 * pushes its answers to the feed tax/answers and payments to tax/payments. Codes: OK, DUPLICATE, NO_LEVY. Listens on the
 * loopback address; start and stop block.
 */
public final class TaxSimulator {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneId.of("Asia/Shanghai"));

    private final OrderBook book;
    private final OrderDesk desk;
    private final Map<PersonYear, Levy> levies = new HashMap<>();
    private final List<PersonYear> duplicates = new ArrayList<>();
    private final Map<PersonYear, Long> refunds = new HashMap<>();
    private final Clock clock;
    private final List<String> recalled = new ArrayList<>();
    private Consumer<List<String>> payments = recalled::addAll;
    private int cancellations;

    /**
     * What the tax bureau has written down.
     *
     * @param levies those in force
     * @param refunds fen given back because the hub asked
     * @param duplicateLevies who was to be charged a second time, under another order
     * @param orders ruled on, each counted once
     * @param repeats orders that came again
     * @param conflicts of them, those that came again with another content
     */
    public record Books(
            Map<PersonYear, Levy> levies,
            Map<PersonYear, Long> refunds,
            List<PersonYear> duplicateLevies,
            int cancellations,
            int orders,
            int repeats,
            int conflicts) {
        public Books {
            levies = Map.copyOf(levies);
            refunds = Map.copyOf(refunds);
            duplicateLevies = List.copyOf(duplicateLevies);
        }

        /** Amounts in fen: what the person owes, and what is paid for him. */
        public record Levy(String order, long personalFen, long subsidyFen) {}

        @Override
        public String toString() {
            return "TaxBooks[levies=%d, duplicateLevies=%d, orders=%d]"
                    .formatted(levies.size(), duplicateLevies.size(), orders);
        }
    }

    public TaxSimulator(Vertx vertx, SignedPush push, Journal journal, Clock clock) {
        this.clock = clock;
        this.book = new OrderBook("LEVY", this::rule, journal, clock);
        this.desk = new OrderDesk(vertx, "/levies", "tax/answers", book, push);
        this.payments = this::pushPayments;
        pushPayments(recalled);
    }

    /**
     * Listens, and goes on pushing what waits. After a stop the port stays as it was.
     *
     * @param port 0 for any
     */
    public void start(int port) {
        desk.start(port);
    }

    public void stop() {
        desk.stop();
    }

    public int port() {
        return desk.port();
    }

    /** Sends lines to the feed tax/payments, behind what already waits. */
    public void pushPayments(List<String> lines) {
        desk.push("tax/payments", lines);
    }

    /** Lines, answers among them, that the hub has not taken yet. */
    public int pending() {
        return desk.pending();
    }

    public Books books() {
        OrderBook.Counts counts = book.counts();
        synchronized (this) {
            return new Books(
                    levies, refunds, duplicates, cancellations, counts.orders(), counts.repeats(), counts.conflicts());
        }
    }

    private synchronized String rule(Order order) {
        if (order.action().equals("REFUND")) {
            return refund(order);
        }
        if (order.cancel()) {
            if (levies.remove(order.whom()) == null) {
                return "NO_LEVY";
            }
            cancellations++;
            return "OK";
        }
        if (levies.containsKey(order.whom())) {
            duplicates.add(order.whom());
            return "DUPLICATE";
        }
        levies.put(
                order.whom(),
                new Levy(
                        order.order(),
                        order.amounts().personal(),
                        order.amounts().subsidy()));
        return "OK";
    }

    /** Gives back what was paid and reports it like every other movement, under the order's own number. */
    private String refund(Order order) {
        refunds.merge(order.whom(), order.amounts().personal(), Math::addExact);
        String line = new JsonObject()
                .put("zsuuid", "R-" + order.order())
                .put("jfrsbh", order.whom().certno())
                .put("jfrmc", order.name())
                .put("ssnd", order.whom().year())
                .put("sjje", BigDecimal.valueOf(order.amounts().personal(), 2))
                .put("jylx", "退费")
                .put("jysj", STAMP.format(clock.instant()))
                .put("qd", "refund")
                .encode();
        payments.accept(List.of(line));
        return "OK";
    }
}
