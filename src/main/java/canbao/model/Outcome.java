package canbao.model;

import java.time.LocalDate;
import java.util.List;

/**
 * A decision with its reasons.
 *
 * @param policyVersion such as {@code 330302-2025/1}
 * @param coverageYear the year decided for
 * @param minor whether the person is at most 18 on the first day of cover
 * @param pupil whether a school's roster holds the person, which is who reminders of this kind go to
 * @param evidence the rows that the decision rests on
 * @param nextReview the next date on which the same facts could give another decision; {@link LocalDate#MAX} for never
 */
public record Outcome(
        Decision decision,
        String policyVersion,
        int coverageYear,
        boolean minor,
        boolean pupil,
        List<String> evidence,
        LocalDate nextReview) {
    public Outcome {
        evidence = List.copyOf(evidence);
    }
}
