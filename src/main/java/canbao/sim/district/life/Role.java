package canbao.sim.district.life;

/** Whose story is told: each is one made-up person outside the published figures. */
public enum Role {
    /** Scans the tax bureau's code in the morning; the bank debits him in the evening. */
    PAID_TWICE,
    /** Owes; then an employer insures him, before cover begins. */
    EMPLOYED,
    /** Has paid; an employer insures him and lets him go again; he joins within three months. */
    BETWEEN_JOBS,
    /** Severely disabled and poor: the allowance ends with the year. */
    TWO_LISTS,
    /** Pays himself, and is identified a week later. */
    PAID_FIRST,
    /** Is enrolled, and dies before cover begins. */
    DIES_BEFORE,
    /** Has paid, and dies in the new year; two sources name different days. */
    DIES_AFTER,
    /** Born with a medical birth certificate alone; the number follows. */
    NEWBORN,
    /** Came in October, is known in March: after everybody else was levied. */
    LATE,
    /** Taken into care in March. */
    RESCUED,
    /** Bears more cost than a household can. */
    COSTLY,
    /** A school says that this pupil is an orphan; no list does. */
    ORPHAN,
    /** An employer insures him, but the insurer is settling a claim of his. */
    CLAIMANT,
    /** A pupil who owes and is reminded: as the next two would be. */
    REMINDED,
    /** The same, but his township cannot find the family. */
    UNREACHABLE,
    /** The same, but the insurer lists him as insured, though nobody paid; in March he is found to be poor. */
    MISMATCHED
}
