package canbao.policy.terms;

import java.util.Set;

/**
 * How long benefits are withheld from who enrolled late or with a gap; 国办发〔2024〕38号.
 *
 * @param fixedMonths for who enrols after the window or after a gap
 * @param monthsPerGapYear for every year without cover that he did not pay back
 * @param floorFromGap from so many gap years on at least {@code floorMonths}, whatever is paid back
 * @param graceMonths within so many months after employee cover ended, or after moving in, he is exempt
 */
public record Waiting(
        int fixedMonths, int monthsPerGapYear, int floorFromGap, int floorMonths, int graceMonths, Set<Exempt> exempt) {
    /** Nobody waits. */
    public static final Waiting NONE = new Waiting(0, 0, Integer.MAX_VALUE, 0, 0, Set.of());

    /** Who does not wait. */
    public enum Exempt {
        /** Enrolled within the newborn days. */
        NEWBORN,
        /** The premium is paid for him. */
        SUBSIDISED,
        /** Employee cover ended no longer than the months of grace ago. */
        EMPLOYEE_LEFT,
        /** Moved in no longer than the months of grace ago. */
        MOVED_IN
    }

    public Waiting {
        exempt = Set.copyOf(exempt);
    }

    public boolean none() {
        return fixedMonths == 0 && monthsPerGapYear == 0 && floorMonths == 0;
    }

    /** The months for somebody who is not exempt. */
    public int months(boolean late, int gapYears, int repairedYears) {
        int months = late || gapYears > 0 ? fixedMonths : 0;
        months += monthsPerGapYear * Math.max(0, gapYears - repairedYears);
        return gapYears >= floorFromGap ? Math.max(floorMonths, months) : months;
    }
}
