package canbao.security.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Slows guessing down: after five failures one attempt per pause, which doubles from 30 s to 15 min. An attempt counts as
 * failed until it has succeeded, so that many at once are no way round.
 */
final class LoginThrottle {
    private static final int FREE = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final InstantSource clock;
    private int failures;
    private Instant closedUntil = Instant.MIN;

    LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts an attempt; how long to wait when it may not be made yet. */
    synchronized Optional<Duration> attempt() {
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            return Optional.of(Duration.between(now, closedUntil));
        }
        failures++;
        if (failures >= FREE) {
            closedUntil = now.plus(pause(failures - FREE));
        }
        return Optional.empty();
    }

    synchronized void success() {
        failures = 0;
        closedUntil = Instant.MIN;
    }

    private static Duration pause(int doublings) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(doublings, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
