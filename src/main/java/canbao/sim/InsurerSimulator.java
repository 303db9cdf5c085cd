package canbao.sim;

import canbao.sim.InsurerSimulator.Books.Registration;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The insurer: takes enrolment orders at {@code POST /orders}, registers people by certificate and year in books of its own,
 * and pushes its answers to the feed insurer/answers. Codes: OK, DUPLICATE, NAME_MISMATCH, NOT_REGISTERED,
 * CLAIM_UNDER_WAY. Listens on the
 * loopback address; start and stop block.
 */
public final class InsurerSimulator {
    private final OrderBook book;
    private final OrderDesk desk;
    private final Register register;
    private final Set<PersonYear> settled = new HashSet<>();
    private final Map<PersonYear, Registration> registrations = new HashMap<>();
    private final Map<PersonYear, String> flags = new HashMap<>();
    private final List<PersonYear> duplicates = new ArrayList<>();
    private int mismatches;
    private int cancellations;

    /**
     * What the insurer has written down.
     *
     * @param registrations those in force
     * @param flags the category that each one's identity flag shows
     * @param duplicateEnrolments whom the hub wanted to enrol a second time, under another order
     * @param orders ruled on, each counted once
     * @param repeats orders that came again
     * @param conflicts of them, those that came again with another content
     */
    public record Books(
            Map<PersonYear, Registration> registrations,
            Map<PersonYear, String> flags,
            List<PersonYear> duplicateEnrolments,
            int nameMismatches,
            int cancellations,
            int orders,
            int repeats,
            int conflicts) {
        public Books {
            registrations = Map.copyOf(registrations);
            flags = Map.copyOf(flags);
            duplicateEnrolments = List.copyOf(duplicateEnrolments);
        }

        /** Amounts in fen. */
        public record Registration(String order, String category, long personalFen, long subsidyFen, long fiscalFen) {}

        @Override
        public String toString() {
            return "InsurerBooks[registrations=%d, duplicateEnrolments=%d, nameMismatches=%d, orders=%d]"
                    .formatted(registrations.size(), duplicateEnrolments.size(), nameMismatches, orders);
        }
    }

    /**
     * What the insurer knows of people.
     *
     * @param names right name by certificate; somebody not in it may have any name
     * @param settling certificates of those with a claim under way: their first cancellation is refused
     */
    public record Register(Map<String, String> names, Set<String> settling) {
        public Register {
            names = Map.copyOf(names);
            settling = Set.copyOf(settling);
        }

        @Override
        public String toString() {
            return "Register[" + names.size() + "]";
        }
    }

    /** An insurer that remembers what its journal says. */
    public InsurerSimulator(Vertx vertx, SignedPush push, Register register, Journal journal, Clock clock) {
        this.register = register;
        this.book = new OrderBook("ENROL", this::rule, journal, clock);
        this.desk = new OrderDesk(vertx, "/orders", "insurer/answers", book, push);
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

    /** Sends lines to the feed insurer/coverage, behind what already waits. */
    public void pushCoverage(List<String> lines) {
        desk.push("insurer/coverage", lines);
    }

    /** Sends lines to the feed insurer/costs, behind what already waits. */
    public void pushCosts(List<String> lines) {
        desk.push("insurer/costs", lines);
    }

    /** When a person's registration that is in force was made, as yyyyMMddHHmmss in Shanghai. */
    public Optional<String> registeredAt(PersonYear whom) {
        Optional<Registration> found;
        synchronized (this) {
            found = Optional.ofNullable(registrations.get(whom));
        }
        return found.flatMap(registration -> book.answeredAt(registration.order()));
    }

    /** Lines, answers among them, that the hub has not taken yet. */
    public int pending() {
        return desk.pending();
    }

    public Books books() {
        OrderBook.Counts counts = book.counts();
        synchronized (this) {
            return new Books(
                    registrations,
                    flags,
                    duplicates,
                    mismatches,
                    cancellations,
                    counts.orders(),
                    counts.repeats(),
                    counts.conflicts());
        }
    }

    private synchronized String rule(Order order) {
        return switch (order.action()) {
            case "CANCEL" -> cancel(order);
            case "FLAG" -> flag(order);
            default -> enrol(order);
        };
    }

    private String cancel(Order order) {
        if (register.settling().contains(order.whom().certno()) && settled.add(order.whom())) {
            return "CLAIM_UNDER_WAY";
        }
        if (registrations.remove(order.whom()) == null) {
            return "NOT_REGISTERED";
        }
        flags.remove(order.whom());
        cancellations++;
        return "OK";
    }

    /** What the identity flag shows from now on; empty when it was only closed. */
    private String flag(Order order) {
        if (!order.category().isEmpty()) {
            flags.put(order.whom(), order.category());
        } else if (flags.remove(order.whom()) == null) {
            return "NO_FLAG";
        }
        return "OK";
    }

    private String enrol(Order order) {
        if (registrations.containsKey(order.whom())) {
            duplicates.add(order.whom());
            return "DUPLICATE";
        }
        if (!register.names().getOrDefault(order.whom().certno(), order.name()).equals(order.name())) {
            mismatches++;
            return "NAME_MISMATCH";
        }
        Order.Amounts amounts = order.amounts();
        flags.put(order.whom(), order.category());
        registrations.put(
                order.whom(),
                new Registration(
                        order.order(), order.category(), amounts.personal(), amounts.subsidy(), amounts.fiscal()));
        return "OK";
    }
}
