package canbao.ledger;

import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonKey;
import canbao.model.Premium;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One person's enrolment for one coverage year and product, as it stands.
 *
 * @param product the national insurance type, 390 for residents
 * @param levied whether a levy of ours is in force at the tax bureau, or ordered
 * @param ordinal the number of the newest ledger entry, 0 before the first
 * @param openOrder the ordinal of the order whose answer the state waits for, 0 for none
 * @param asked what that order asks; null for none
 * @param code why the last order was refused
 * @param evidence the rows that the last decision rests on
 * @param revision the registry revision last decided
 * @param dues what he still owes himself, and what goes back to him
 * @param flag the category that the insurer's identity flag of him shows; null for none
 * @param notes what the last decision's facts say beside it: who is not reminded, and why
 * @param waitingMonths how long he waits for benefits if he enrols now, or since he has enrolled late
 * @param separated whether the person was told apart from another since: cover that he does not deserve himself goes
 */
public record Case(
        PersonKey person,
        int coverageYear,
        int product,
        CaseState state,
        @Nullable String category,
        Premium premium,
        boolean minor,
        boolean pupil,
        boolean levied,
        int ordinal,
        int openOrder,
        Order.@Nullable Action asked,
        @Nullable String code,
        String evidence,
        long revision,
        LocalDate nextReview,
        Dues dues,
        @Nullable String flag,
        Outcome.Notes notes,
        int waitingMonths,
        boolean separated) {
    /**
     * Money beside the premium.
     *
     * @param owed what he himself still has to pay
     * @param refunds the sum of this year's refunds once all that were seen or ordered have gone through
     * @param credited what was noted for his premium of the next year
     */
    public record Dues(Fen owed, Fen refunds, Fen credited) {
        static final Dues NONE = new Dues(Fen.ZERO, Fen.ZERO, Fen.ZERO);
    }

    static final Premium NOTHING = new Premium(Fen.ZERO, Fen.ZERO, Fen.ZERO);

    static Case first(PersonKey person, int coverageYear, int product) {
        return new Case(
                person,
                coverageYear,
                product,
                CaseState.INELIGIBLE,
                null,
                NOTHING,
                false,
                false,
                false,
                0,
                0,
                null,
                null,
                "",
                0,
                LocalDate.MAX,
                Dues.NONE,
                null,
                Outcome.Notes.NONE,
                0,
                false);
    }

    /** The same case, closed because it is another person's. */
    Case merged(int lastOrdinal) {
        return new Case(
                person,
                coverageYear,
                product,
                CaseState.MERGED,
                null,
                NOTHING,
                minor,
                pupil,
                false,
                lastOrdinal,
                0,
                null,
                null,
                evidence,
                revision,
                LocalDate.MAX,
                Dues.NONE,
                null,
                Outcome.Notes.NONE,
                0,
                false);
    }

    /** The order key that the insurer and the tax bureau see: the case and the entry's ordinal. */
    static String orderKey(PersonKey person, int coverageYear, int product, int ordinal) {
        return person + "-" + coverageYear + "-" + product + "-" + ordinal;
    }

    String orderKey(int orderOrdinal) {
        return orderKey(person, coverageYear, product, orderOrdinal);
    }
}
