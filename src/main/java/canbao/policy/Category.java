package canbao.policy;

/**
 * A reason for which help is deserved, and what it earns.
 *
 * @param code the canonical Chinese name, as contracts write it
 * @param priority smaller wins when several apply: one subsidy only
 * @param minors how reports count minors of this category
 * @param minorsOnly whether somebody known to be of age gets nothing from it
 */
public record Category(String code, int priority, Subsidy subsidy, MinorGroup minors, boolean minorsOnly) {
    /** The two groups in which Lucheng reports its subsidised minors. */
    public enum MinorGroup {
        /** 未成年救助人群: minors of families that social assistance knows. */
        RESCUED,
        /** Disabled, orphaned or in hardship themselves. */
        OTHER
    }
}
