package canbao.sms;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When and how fast one account may send. Local times are Asia/Shanghai.
 *
 * @param quietFrom and {@code quietUntil}: nothing is claimed between them, over midnight
 * @param segmentsPerSecond in any second
 * @param refusalLimit how often one message may be refused as too fast before it fails
 * @param refusalPause the wait after the first such refusal; doubles each time, at most a minute
 * @param doubtHorizon how long an attempt in doubt keeps its phone blocked, waiting for a receipt
 */
public record SendingRules(
        LocalTime quietFrom,
        LocalTime quietUntil,
        int segmentsPerSecond,
        int refusalLimit,
        Duration refusalPause,
        Duration doubtHorizon) {
    public static final SendingRules DEFAULT = new SendingRules(
            LocalTime.of(22, 0), LocalTime.of(8, 0), 200, 10, Duration.ofSeconds(1), Duration.ofDays(3));
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration LONGEST_VALIDITY = Duration.ofHours(24);

    public SendingRules withSegmentsPerSecond(int segments) {
        return new SendingRules(quietFrom, quietUntil, segments, refusalLimit, refusalPause, doubtHorizon);
    }

    /** Whether people may be texted now. */
    public boolean awake(Instant now) {
        LocalTime local = now.atZone(ZONE).toLocalTime();
        return quietFrom.isAfter(quietUntil)
                ? !local.isBefore(quietUntil) && local.isBefore(quietFrom)
                : local.isBefore(quietFrom) || !local.isBefore(quietUntil);
    }

    /** The day it is where the phones are. */
    public LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }

    /** When the gateway must give up: the next quiet hour or a day from now, so that nothing arrives at night. */
    public Instant validUntil(Instant now) {
        ZonedDateTime local = now.atZone(ZONE);
        ZonedDateTime quiet = local.with(quietFrom);
        Instant next = (quiet.isAfter(local) ? quiet : quiet.plusDays(1)).toInstant();
        Instant day = now.plus(LONGEST_VALIDITY);
        return next.isBefore(day) ? next : day;
    }
}
