package canbao.ledger;

/** What one ledger entry records. */
public enum EntryKind {
    /** Full price is due; levied. */
    OWED,
    /** The levy is taken back, because somebody else pays or covers, or because other amounts follow. */
    LEVY_WITHDRAWN,
    /** Entitled to help; registration ordered. */
    ENROL_ORDERED,
    /** The insurer confirmed; levied with the subsidy. */
    ENROLLED,
    /** Levied anew, with other amounts. */
    LEVIED_ANEW,
    /** The tax bureau confirmed; the part that he pays himself is due. */
    OWN_PART_DUE,
    /** The tax bureau confirmed, and he has paid what was his to pay. */
    SUBSIDISED,
    /** An answer was a refusal. */
    REJECTED,
    /** Paid by himself. */
    PAID,
    /** He paid what was not his to pay; the amount moved is given to him afterwards. */
    POST_HOC,
    /** Covered elsewhere or by an employer. */
    COVERED_ELSEWHERE,
    /** Covered because the product that this one follows covers him. */
    FOLLOWS,
    /** Another reason for help; the amounts are those from then on. */
    RECATEGORISED,
    /** No longer entitled; this year's cover stays (on_exit KEEP_TO_YEAR_END). */
    STATUS_ENDED,
    /** The insurer is told what its identity flag has to show. */
    FLAGGED,
    /** Not to be covered before the cover began; cancellation ordered. */
    CANCEL_ORDERED,
    /** The insurer cancelled. */
    CANCELLED,
    /** What was to be cancelled stands after all. */
    REINSTATED,
    /** He paid too much; the tax bureau is asked to give back the amount moved. */
    REFUND_ORDERED,
    /** The tax bureau gives it back. */
    REFUNDED,
    /** He paid too much; the amount moved is noted for the next year. */
    CREDITED,
    /** Not, or no longer, anybody to enrol. */
    INELIGIBLE,
    /** Found to be another person: what was ordered for him is cancelled, the other's case goes on. */
    MERGED
}
