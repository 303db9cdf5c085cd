package canbao.policy.whatif;

import canbao.model.PersonKey;

/**
 * What a draft would change for one person.
 *
 * @param town the area that a register gives for him, or the list that names him; empty when none does
 */
public record Difference(PersonKey person, String town, Kind kind, Standing before, Standing after) {
    /** What it comes to for the person. */
    public enum Kind {
        /** Something is paid for him only under the draft. */
        GAINS,
        /** Nothing would be paid for him any more. */
        LOSES,
        MORE,
        LESS,
        /** The same is paid for him; his own part, category, tier, waiting or refund differs. */
        OTHER,
        SAME
    }
}
