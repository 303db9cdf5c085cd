package canbao.model;

/** The outcome of one pool area's rules for one person and coverage year. */
public sealed interface Decision {
    /** The premium is paid for him, wholly or in part. */
    record Subsidised(String category, Premium premium) implements Decision {}

    /** He is in scope and pays the personal part himself, and has not yet. */
    record Owing(Premium premium) implements Decision {}

    /** He has cover already: leave him in peace. */
    record Covered(Cover by, Premium premium) implements Decision {}

    /** Nothing to enrol here. */
    record Ineligible(Reason reason) implements Decision {}

    enum Cover {
        PAID,
        ELSEWHERE,
        EMPLOYEE
    }

    enum Reason {
        DECEASED,
        NOT_YET_BORN,
        MOVED_AWAY,
        NOT_IN_SCOPE
    }
}
