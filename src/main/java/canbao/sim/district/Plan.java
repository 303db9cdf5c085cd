package canbao.sim.district;

import java.util.Map;
import java.util.Set;

/**
 * What must come out, counted from the generator's own truth.
 *
 * @param month1 after November's corrected list
 * @param month2 December's list against November's
 */
public record Plan(MonthOne month1, MonthTwo month2, Schools schools, Payments payments, Reminders reminders) {

    /**
     * November, once the wrong name is put right.
     *
     * @param listed rows of the list
     * @param entitled of them, to be enrolled with the premium paid
     * @param minors the entitled who are at most 18 on 2025-01-01
     * @param deceased and {@code employees}: listed, but not to be enrolled
     */
    public record MonthOne(
            int listed, int entitled, int minors, int minorsRescued, int deceased, int employees, int misnamed) {
        private static final long PERSONAL_FEN = 660_00;

        public int minorsOther() {
            return minors - minorsRescued;
        }

        public int adults() {
            return entitled - minors;
        }

        public long personalWaivedFen() {
            return entitled * PERSONAL_FEN;
        }

        public long minorsWaivedFen() {
            return minors * PERSONAL_FEN;
        }
    }

    /**
     * People by certificate; the child whose row has a typo counts as neither.
     *
     * @param defects the line of each defect in {@link ListVersion#MONTH2_DEFECTIVE}, the header being line 1
     */
    public record MonthTwo(int added, int changed, int withdrawn, int unchanged, Map<Defect, Integer> defects) {
        public MonthTwo {
            defects = Map.copyOf(defects);
        }
    }

    public record Schools(int pupils, int school1Pupils, int school1NonLocal) {}

    /** Pupils by what happened to them, and when. */
    public record Payments(int beforePlan, int beforeSend, int afterSend, int refunded) {}

    /**
     * Of the one reminder about 2025.
     *
     * @param pupilsAtPlan who owes when the campaign is planned
     * @param pupilsAtSend who still owes when its messages are sent
     * @param once phones that must get exactly one message
     * @param never phones that must get none, and why; of several reasons in one family the first one of {@link Peace}
     */
    public record Reminders(int pupilsAtPlan, int pupilsAtSend, Set<String> once, Map<String, Peace> never) {
        public Reminders {
            once = Set.copyOf(once);
            never = Map.copyOf(never);
        }

        /** How many phones must get none for this reason. */
        public long never(Peace reason) {
            return never.values().stream().filter(reason::equals).count();
        }

        @Override
        public String toString() {
            return "Reminders[pupilsAtPlan=%d, pupilsAtSend=%d, once=%d, never=%d]"
                    .formatted(pupilsAtPlan, pupilsAtSend, once.size(), never.size());
        }
    }

    /** Why a phone must get no reminder. */
    public enum Peace {
        /** It must get one. */
        NONE,
        PAID,
        DECEASED,
        ELSEWHERE,
        EMPLOYEE,
        SUBSIDISED,
        NOT_A_PUPIL
    }
}
