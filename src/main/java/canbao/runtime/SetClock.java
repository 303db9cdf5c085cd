package canbao.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A clock in Asia/Shanghai that runs at the usual speed and can be set. Thread-safe. */
public final class SetClock extends Clock {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Clock real = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    public java.time.LocalDate today() {
        return java.time.LocalDate.now(this);
    }

    public void set(LocalDateTime to) {
        ahead = Duration.between(real.instant(), to.atZone(ZONE).toInstant());
    }

    /** How far it is ahead of the machine's clock. */
    public Duration ahead() {
        return ahead;
    }

    @Override
    public ZoneId getZone() {
        return ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return ZONE.equals(zone) ? this : Clock.offset(Clock.system(zone), ahead);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }
}
