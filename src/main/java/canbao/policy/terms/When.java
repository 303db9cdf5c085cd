package canbao.policy.terms;

import java.util.List;

/**
 * What must be true of a person. What nobody says of him is not true of him.
 *
 * @param ageMin and {@code ageMax}, both included: his age in full years
 * @param ageOnTheDay whether the age is that of the day decided for; else that of the first day of cover
 * @param disability the grades that qualify, such as 一级; empty when none is needed
 * @param uncleared whether the risk of falling back into poverty must not have been cleared (风险未消除)
 * @param local whether the household must be registered in the pool area
 */
public record When(
        int ageMin,
        int ageMax,
        boolean ageOnTheDay,
        List<String> disability,
        boolean uncleared,
        boolean local,
        Study study) {
    public static final int AGE_MAX = 150;
    public static final When ALWAYS = new When(0, AGE_MAX, false, List.of(), false, false, Study.ANY);

    /** Where somebody studies. */
    public enum Study {
        ANY,
        /** On the roster of a school or kindergarten. */
        PUPIL,
        /** A student of a university: 大学生, psn_type 1404. */
        UNIVERSITY
    }

    public When {
        disability = List.copyOf(disability);
    }

    public boolean asksAge() {
        return ageMin > 0 || ageMax < AGE_MAX;
    }
}
