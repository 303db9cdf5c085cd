package canbao.lead;

import java.util.List;

/**
 * What a person's facts suggest, and what is known of it already.
 *
 * @param evidence the rows that suggest it, or that settle it
 */
public record Sign(Reason reason, Standing standing, List<String> evidence) {
    public Sign {
        evidence = List.copyOf(evidence);
    }

    /** Whether somebody has looked. */
    public enum Standing {
        /** Nobody has: a lead. */
        SUSPECTED,
        /** He is on a list of assistance now. */
        IDENTIFIED,
        /** Civil affairs was there and answered. */
        VISITED
    }
}
