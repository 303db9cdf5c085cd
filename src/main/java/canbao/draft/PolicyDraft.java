package canbao.draft;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A policy that somebody proposed.
 *
 * @param policy the version that decisions will name, such as {@code 330302-2025/2}
 * @param digest lower-case hex SM3 of its text in UTF-8
 * @param activateOn the day in Asia/Shanghai on which it comes into force
 * @param forecast what the what-if said that it was proposed with
 * @param state ASKED, REFUSED, APPROVED and waiting for its day, or ACTIVE: in force, and everybody is decided anew
 */
public record PolicyDraft(
        long draft,
        String area,
        int coverageYear,
        int number,
        String policy,
        String digest,
        LocalDate activateOn,
        String reason,
        String askedBy,
        Instant askedAt,
        Forecast forecast,
        String state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        @Nullable Instant activatedAt) {
    /**
     * The sums of a what-if.
     *
     * @param against the version it was compared with
     * @param digest lower-case hex SM3 over every difference, person by person in order
     */
    public record Forecast(
            String against, LocalDate on, long decided, long gain, long lose, long changeFen, String digest) {}
}
