package canbao.identity.review;

import canbao.model.FeedId;
import java.util.UUID;

/**
 * One source against the register or against the number itself.
 *
 * @param words keyed hash of what both say
 */
public record Finding(FeedId feed, Kind kind, UUID words) {
    /** In what they differ. Both together are, most often, a child's row under its mother's number. */
    public enum Kind {
        NAME_DIFFERS,
        BIRTH_DIFFERS,
        NAME_AND_BIRTH_DIFFER
    }
}
