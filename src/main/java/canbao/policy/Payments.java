package canbao.policy;

import canbao.model.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person paid for one coverage year, less what he got back; undated payments come first. The same number (zsuuid) in
 * two lists, when it was paid and when it reached the treasury, is one payment. What the
 * treasury has can be refunded and not reversed. Not thread-safe.
 */
final class Payments {
    private static final Comparator<Payment> IN_TIME = Comparator.comparing(Payment::day)
            .thenComparing(Comparator.comparingLong(Payment::fen).reversed());

    private final List<Payment> payments = new ArrayList<>(2);
    private long net;
    private boolean sorted = true;

    private final Set<String> reversed = new HashSet<>(0);

    /** @param treasury since when it lies in the treasury; null while nobody says so */
    private record Payment(
            LocalDate day, long fen, String id, @Nullable LocalDate treasury) {
        Payment of(Payment other) {
            Payment first = IN_TIME.compare(this, other) <= 0 ? this : other;
            boolean earlier = treasury != null && (other.treasury == null || treasury.isBefore(other.treasury));
            return new Payment(first.day, first.fen, first.id, earlier ? treasury : other.treasury);
        }
    }

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
        LocalDate treasury = fact.get("treasury").isEmpty() ? null : IsoDay.first(fact, "treasury", LocalDate.MAX);
        Payment payment = new Payment(IsoDay.first(fact, "date", LocalDate.MIN), fen, fact.get("id"), treasury);
        int known = known(payment);
        if (known < 0) {
            payments.add(payment);
            net = Math.addExact(net, fen);
        } else {
            Payment one = payment.of(payments.get(known));
            net = Math.addExact(net, one.fen() - payments.set(known, one).fen());
        }
        sorted = false;
    }

    /** The payment of that number was taken back (冲正). */
    void reverse(String id) {
        if (!id.isEmpty()) {
            reversed.add(id);
        }
    }

    /** To be called once all facts are told: takes out what was reversed, but for what the treasury has already. */
    void settle() {
        payments.removeIf(payment -> {
            boolean gone = payment.fen() > 0 && payment.treasury() == null && reversed.contains(payment.id());
            net -= gone ? payment.fen() : 0;
            return gone;
        });
    }

    boolean none() {
        return payments.isEmpty();
    }

    /** Since when money lies in the treasury that has not gone back; null when none does. */
    @Nullable
    LocalDate treasury() {
        LocalDate first = null;
        for (Payment payment : payments) {
            LocalDate day = payment.treasury();
            boolean earlier = day != null && payment.fen() > 0 && (first == null || day.isBefore(first));
            first = earlier ? day : first;
        }
        return net > 0 ? first : null;
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
