package canbao.policy;

import canbao.model.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person paid for one coverage year, less what he got back; undated payments come first. The same number (zsuuid) in
 * two lists, when it was paid and when it reached the treasury, is one payment. Not thread-safe.
 */
final class Payments {
    private static final Comparator<Payment> IN_TIME = Comparator.comparing(Payment::day)
            .thenComparing(Comparator.comparingLong(Payment::fen).reversed());

    private final List<Payment> payments = new ArrayList<>(2);
    private long net;
    private boolean sorted = true;

    private record Payment(LocalDate day, long fen, String id) {}

    /** How many fen the fact moves towards us: negative for a refund, 0 when no money moved. */
    static long signedFen(Fact fact) {
        return switch (fact.get("event")) {
            case "PAID" -> fen(fact);
            case "REFUNDED" -> -fen(fact);
            default -> 0;
        };
    }

    void add(Fact fact) {
        long fen = signedFen(fact);
        Payment payment = new Payment(IsoDay.first(fact, "date", LocalDate.MIN), fen, fact.get("id"));
        int known = known(payment);
        if (known < 0) {
            payments.add(payment);
            net = Math.addExact(net, fen);
        } else if (IN_TIME.compare(payment, payments.get(known)) < 0) {
            net = Math.addExact(net, fen - payments.set(known, payment).fen());
        }
        sorted = false;
    }

    private int known(Payment payment) {
        for (int i = 0; i < payments.size() && !payment.id().isEmpty(); i++) {
            Payment other = payments.get(i);
            if (other.id().equals(payment.id()) && Long.signum(other.fen()) == Long.signum(payment.fen())) {
                return i;
            }
        }
        return -1;
    }

    long net() {
        return Math.max(0, net);
    }

    /** What had been paid before that day, less what had been given back by then. */
    long netBefore(LocalDate day) {
        long before = 0;
        for (Payment payment : payments) {
            before += payment.day().isBefore(day) ? payment.fen() : 0;
        }
        return Math.max(0, before);
    }

    /** The first day on which so much was paid; null when it never was. */
    @Nullable
    LocalDate reached(long due) {
        if (!sorted) {
            payments.sort(IN_TIME);
            sorted = true;
        }
        long sum = 0;
        for (Payment payment : payments) {
            sum += payment.fen();
            if (sum >= due) {
                return payment.day();
            }
        }
        return null;
    }

    private static long fen(Fact fact) {
        try {
            return Long.parseLong(fact.get("amount"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the fact of " + fact.evidence()
                            + " has an amount that is no whole number; its contract must write fen",
                    e);
        }
    }
}
