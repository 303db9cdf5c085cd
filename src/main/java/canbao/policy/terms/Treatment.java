package canbao.policy.terms;

import java.time.LocalDate;

/**
 * What a policy does when things change in the middle.
 *
 * @param cutoff who is identified after this day is {@code late}; {@link LocalDate#MAX} for no such day
 * @param exit what becomes of this year's cover when the reason for help ends; the ledger keeps to it
 * @param afterPayment what another category changes once the person has paid his reduced part
 */
public record Treatment(
        LocalDate cutoff,
        Added late,
        Exit exit,
        AfterPayment afterPayment,
        PaidBefore paidBefore,
        Elsewhere elsewhere) {
    public static final Treatment ORDINARY = new Treatment(
            LocalDate.MAX, Added.SUBSIDISE, Exit.KEEP_TO_YEAR_END, AfterPayment.KEEP, PaidBefore.KEEP, Elsewhere.BLOCK);

    /** A status that begins after the cut-off. */
    public enum Added {
        SUBSIDISE,
        NEXT_YEAR
    }

    /** The reason for help ends. */
    public enum Exit {
        KEEP_TO_YEAR_END,
        END
    }

    /** A better category after payment; a worse one never takes back. */
    public enum AfterPayment {
        KEEP,
        DIFFERENCE
    }

    /** He had paid the whole personal part before he was identified. */
    public enum PaidBefore {
        /** What is paid stays paid. */
        KEEP,
        /** Given back when he was identified before cover began; afterwards nothing. */
        REFUND_IF_NOT_STARTED,
        /** 事后资助: the subsidy is paid to him. */
        POST_HOC,
        NEXT_YEAR
    }

    /** Insured as a resident elsewhere: no subsidy here, or the subsidy paid to him by the place that identified him. */
    public enum Elsewhere {
        BLOCK,
        POST_HOC
    }

    public boolean tooLate(LocalDate identified) {
        return late == Added.NEXT_YEAR && identified.isAfter(cutoff);
    }
}
