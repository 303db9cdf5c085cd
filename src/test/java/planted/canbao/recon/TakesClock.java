package planted.canbao.recon;

import java.time.Clock;
import java.time.Instant;

/** Asks the clock that it was given, and measures a duration: both are fine. */
public record TakesClock(Clock clock) {
    Instant at() {
        return clock.instant();
    }

    static long elapsedNanos(long since) {
        return System.nanoTime() - since;
    }
}
