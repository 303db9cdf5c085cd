package canbao.model;

/** The outcome of one pool area's rules for one person, coverage year and product. */
public sealed interface Decision {
    /**
     * The premium is paid for him, wholly or in part. Where a personal part remains it is his to pay; whether he has is in
     * {@link Outcome#owed}, and his payment of it leaves the decision as it is.
     */
    record Subsidised(String category, Premium premium) implements Decision {}

    /** He is in scope and pays the personal part himself, and has not yet. */
    record Owing(Premium premium) implements Decision {}

    /** He has cover already: leave him in peace. */
    record Covered(Cover by, Premium premium) implements Decision {}

    /** Nothing to enrol here. */
    record Ineligible(Reason reason) implements Decision {}

    /** What he himself has to pay, or paid, under this decision; zero where he has nothing to pay here. */
    default Fen ownPart() {
        return switch (this) {
            case Subsidised subsidised -> subsidised.premium().personal();
            case Owing owing -> owing.premium().personal();
            case Covered covered -> Fen.ZERO;
            case Ineligible ineligible -> Fen.ZERO;
        };
    }

    enum Cover {
        PAID,
        ELSEWHERE,
        EMPLOYEE,
        /** By the product that this one follows: nothing is collected, enrolment follows by itself. */
        FOLLOWS
    }

    enum Reason {
        DECEASED,
        NOT_YET_BORN,
        MOVED_AWAY,
        NOT_IN_SCOPE,
        /** He would belong here, but nobody joins any more this year who is no special case. */
        WINDOW_CLOSED,
        /** A product that follows another one: that one does not cover him (yet). */
        MAIN_NOT_COVERED,
        /** A supplement that is paid for listed categories only: he holds none of them. */
        NOT_LISTED
    }
}
