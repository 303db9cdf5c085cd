package canbao.model;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision about one person, coverage year and product, with its reasons.
 *
 * @param product the insurer's insutype, such as {@link #RESIDENT}; a commercial supplement has a number of the policy's
 * @param policyVersion such as {@code 330302-2025/1}
 * @param coverageYear the year decided for
 * @param minor whether the person is at most 18 on the first day of cover
 * @param pupil whether a school's roster holds the person, which is who reminders of this kind go to
 * @param personClass the policy's class of persons whose tariff applies, such as {@code 大学生}; null when it has one tariff
 * @param tier such as {@code 二档}; null when the policy has one tariff
 * @param owed what he himself still has to pay: his part less what he paid, never more than his part
 * @param waitingMonths how long after enrolling benefits are withheld; 0 for who is in time, continuous or exempt
 * @param coverFrom the first day of cover before any waiting, where the facts settle it; null while nothing is paid. Before
 *     the year's for a university freshman, in areas that give him more months
 * @param notes what is known beside the decision, for who reminds and who collects
 * @param evidence the rows that the decision rests on
 * @param nextReview the next date on which the same facts could give another decision; {@link LocalDate#MAX} for never
 */
public record Outcome(
        Decision decision,
        int product,
        String policyVersion,
        int coverageYear,
        boolean minor,
        boolean pupil,
        @Nullable String personClass,
        @Nullable String tier,
        Fen owed,
        int waitingMonths,
        @Nullable LocalDate coverFrom,
        Settlement settlement,
        Notes notes,
        List<String> evidence,
        LocalDate nextReview) {
    /** The national insurance type of residents' basic medical insurance. */
    public static final int RESIDENT = 390;

    public Outcome {
        evidence = List.copyOf(evidence);
    }

    /** An outcome of the residents' scheme of a policy with one tariff, with nothing to settle and nothing to wait for. */
    public Outcome(
            Decision decision,
            String policyVersion,
            int coverageYear,
            boolean minor,
            boolean pupil,
            List<String> evidence,
            LocalDate nextReview) {
        this(
                decision,
                RESIDENT,
                policyVersion,
                coverageYear,
                minor,
                pupil,
                null,
                null,
                decision.ownPart(),
                0,
                null,
                Settlement.NONE,
                Notes.NONE,
                evidence,
                nextReview);
    }

    /** The category that counts: of the subsidy, or of what is settled after the fact; null when there is none. */
    public @Nullable String category() {
        return decision instanceof Decision.Subsidised subsidised ? subsidised.category() : settlement.category();
    }

    /**
     * What becomes of money that a person paid beyond his own part, each amount possibly zero.
     *
     * @param refund goes back to him: paid twice, or before cover began
     * @param postHoc is paid to him afterwards out of the subsidy (事后资助); the premium that he paid stays
     * @param nextYear is credited to his premium of the next coverage year
     * @param category the category by which a part of it was not his to pay; null when he simply paid too much
     */
    public record Settlement(
            Fen refund, Fen postHoc, Fen nextYear, @Nullable String category) {
        public static final Settlement NONE = new Settlement(Fen.ZERO, Fen.ZERO, Fen.ZERO, null);

        public boolean none() {
            return refund.value() == 0 && postHoc.value() == 0 && nextYear.value() == 0;
        }
    }
    /**
     * What the facts say beside the decision; a part is null when nobody says it.
     *
     * @param unpaid why somebody who owes does not pay: as long as it holds he is not reminded
     * @param unpaidUntil its last day; null while no end is told
     * @param treasury since when money of the year lies in the treasury (入库): from then on it can be refunded, not reversed
     * @param debit the newest day on which the bank is to debit what he owes
     * @param debitFailed the newest day on which it could not
     * @param newborn the child's own days, while they run and his premium is owed
     */
    public record Notes(
            @Nullable Unpaid unpaid,
            @Nullable LocalDate unpaidUntil,
            @Nullable LocalDate treasury,
            @Nullable LocalDate debit,
            @Nullable LocalDate debitFailed,
            @Nullable Newborn newborn) {
        public static final Notes NONE = new Notes(null, null, null, null, null, null);
    }

    /** When a child was born, and the last day on which he may join by his birth alone. */
    public record Newborn(LocalDate born, LocalDate until) {}

    /** Why somebody has not paid, as his township or street found out. */
    public enum Unpaid {
        DECEASED("死亡，待核实", "said to be dead, to be verified"),
        PRISON("服刑", "in prison"),
        ARMY("参军", "in the army"),
        ELSEWHERE("在外参保", "insured elsewhere"),
        REFUSED("拒绝参保", "does not want to"),
        UNREACHABLE("失联", "cannot be reached"),
        OTHER("其他", "another reason");

        private final String zh;
        private final String en;

        Unpaid(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public Wording words() {
            return new Wording(zh, en);
        }

        /** The reason of that name; {@link #OTHER} for a word that is none of them. */
        public static Unpaid of(String word) {
            for (Unpaid reason : values()) {
                if (reason.name().equals(word)) {
                    return reason;
                }
            }
            return OTHER;
        }
    }
}
