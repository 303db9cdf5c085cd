package canbao.sim.district;

import canbao.sim.district.Plan.Peace;

/** One row of a school's roster, with what is really the matter with the pupil's cover for 2025. */
record Pupil(Person person, Seat seat, String guardian, Fate fate) {

    /**
     * A place in a class.
     *
     * @param area where the pupil's household is registered
     */
    record Seat(School school, int grade, int classNo, String area) {
        boolean nonLocal() {
            return !area.equals(People.LOCAL);
        }
    }

    /** A pupil's true story; what a perfectly informed desk would do follows from it. */
    enum Fate {
        OWING(Peace.NONE),
        /** Hardship list: the premium is paid for him. */
        SUBSIDISED(Peace.SUBSIDISED),
        INSURED_ELSEWHERE(Peace.ELSEWHERE),
        /** Cover at another place that ends with 2024: owes 2025 here. */
        ELSEWHERE_LAST_YEAR(Peace.NONE),
        EMPLOYEE(Peace.EMPLOYEE),
        PAID_BEFORE_PLAN(Peace.PAID),
        PAID_BEFORE_SEND(Peace.PAID),
        PAID_AFTER_SEND(Peace.NONE),
        DIED_BEFORE_PLAN(Peace.DECEASED),
        DIED_BEFORE_SEND(Peace.DECEASED),
        /** His household moved away, but he goes to school here and so belongs here. */
        MOVED_OUT(Peace.NONE),
        /** Paid and got it back: owes again. The refund bears the payment's own number. */
        REFUNDED(Peace.NONE),
        /** The same, but the refund is a record of its own. */
        REFUNDED_SEPARATELY(Peace.NONE),
        DEBIT_FAILED(Peace.NONE),
        /** Paid late for 2024 and not yet for 2025. */
        PAID_LAST_YEAR(Peace.NONE);

        private final Peace peace;

        Fate(Peace peace) {
            this.peace = peace;
        }

        Peace peace() {
            return peace;
        }

        boolean owingAtPlan() {
            return peace == Peace.NONE || this == PAID_BEFORE_SEND || this == DIED_BEFORE_SEND;
        }
    }

    boolean owingAtSend() {
        return fate.peace() == Peace.NONE;
    }

    @Override
    public String toString() {
        return "Pupil[" + seat.school().code() + " " + fate + "]";
    }
}
