package canbao.sms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Counts segments over a sliding second, so that no second holds more than the account may send. */
final class Pace {
    /** A little longer than a second: what we count at the claim is written a moment later. */
    private static final long WINDOW_NANOS = 1_050_000_000L;

    private record Use(long atNanos, int segments) {}

    private final int perSecond;
    private final LongSupplier nanos;
    private final Deque<Use> uses = new ArrayDeque<>();
    private int used;

    Pace(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** How many segments may go out now. */
    int room() {
        long now = nanos.getAsLong();
        while (!uses.isEmpty() && now - uses.getFirst().atNanos() > WINDOW_NANOS) {
            used -= uses.removeFirst().segments();
        }
        return Math.max(0, perSecond - used);
    }

    void use(int segments) {
        uses.addLast(new Use(nanos.getAsLong(), segments));
        used += segments;
    }
}
