package canbao.ledger;

/** What one ledger entry records. */
public enum EntryKind {
    /** Full price is due; levied. */
    OWED,
    /** The levy at full price is taken back, because somebody else pays or covers. */
    LEVY_WITHDRAWN,
    /** Entitled to help; registration ordered. */
    ENROL_ORDERED,
    /** The insurer confirmed; levied with the subsidy. */
    ENROLLED,
    /** The tax bureau confirmed. */
    SUBSIDISED,
    /** An answer was a refusal. */
    REJECTED,
    /** Paid by himself. */
    PAID,
    /** Covered elsewhere or by an employer. */
    COVERED_ELSEWHERE,
    /** Another reason for help; the amounts stay. */
    RECATEGORISED,
    /** No longer entitled; this year's cover stays (on_exit KEEP_TO_YEAR_END). */
    STATUS_ENDED,
    /** Died before the cover began; cancellation ordered. */
    CANCEL_ORDERED,
    /** The insurer cancelled. */
    CANCELLED,
    /** Not, or no longer, anybody to enrol. */
    INELIGIBLE,
    /** Found to be another person: what was ordered for him is cancelled, the other's case goes on. */
    MERGED
}
