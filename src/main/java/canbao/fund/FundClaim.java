package canbao.fund;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A claim (请款) for one fund: what the ledger has subsidised for a coverage year and nobody has claimed yet.
 *
 * @param area the pool area, six digits
 * @param fund who is to pay, as the policy names it
 * @param due the last day on which it is to be paid; null when nothing is agreed
 * @param people how many persons it names
 * @param amountFen what is claimed, in fen; below zero when more was taken back than added
 * @param decision why it was approved or refused
 */
public record FundClaim(
        long claim,
        String area,
        int coverageYear,
        String fund,
        @Nullable LocalDate due,
        State state,
        long people,
        long amountFen,
        String reason,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision) {
    /** Whether somebody else has looked at it. */
    public enum State {
        ASKED,
        APPROVED,
        REFUSED
    }
}
