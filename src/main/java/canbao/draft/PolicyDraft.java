package canbao.draft;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
     * The sums of a what-if for the day on which the draft comes into force, with the facts of the day of asking.
     *
     * @param against the version that would be in force otherwise
     * @param products of each product; empty in what was proposed before this was kept
     * @param digest lower-case hex SM3 over every difference, person by person in order
     */
    public record Forecast(
            String against,
            LocalDate on,
            long decided,
            long gain,
            long lose,
            long changeFen,
            List<OfProduct> products,
            String digest) {
        public Forecast {
            products = List.copyOf(products);
        }

        /** People who gain and lose, and the money, of one product. */
        public record OfProduct(int product, long gain, long lose, long changeFen) {}
    }
}
