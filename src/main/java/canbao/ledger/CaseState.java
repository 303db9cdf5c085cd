package canbao.ledger;

/** Where one person's enrolment for one year and product stands. */
public enum CaseState {
    /** He owes the personal part; the tax bureau has been told. */
    OWING,
    /** Registration with the premium paid for him was ordered from the insurer. */
    ENROL_ORDERED,
    /** The insurer registered him; the tax bureau was told what is paid for him. */
    LEVY_ORDERED,
    /** Registered and levied: covered, with his part paid for him. */
    SUBSIDISED,
    /** The insurer refused; waits for a correction at the source. */
    REJECTED,
    /** Registered, but the tax bureau refused the levy; waits for a correction at the source. */
    LEVY_REFUSED,
    /** Covered without our doing: paid, insured elsewhere, or by an employer. */
    COVERED,
    /** Cancellation was ordered from the insurer. */
    CANCEL_ORDERED,
    /** Nothing to enrol here. */
    INELIGIBLE,
    /** He was found to be another person, whose case goes on. */
    MERGED;

    /** Whether a premium is, or is being, paid for him. */
    public boolean subsidised() {
        return this == ENROL_ORDERED || this == LEVY_ORDERED || this == LEVY_REFUSED || this == SUBSIDISED;
    }

    /** How far along a case is: 3 covered, 2 ordered, 1 proposed, 0 nothing. */
    int progress() {
        return switch (this) {
            case SUBSIDISED, COVERED -> 3;
            case ENROL_ORDERED, LEVY_ORDERED, LEVY_REFUSED, CANCEL_ORDERED -> 2;
            case OWING, REJECTED -> 1;
            case INELIGIBLE, MERGED -> 0;
        };
    }
}
