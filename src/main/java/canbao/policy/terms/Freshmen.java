package canbao.policy.terms;

import canbao.model.Fact;
import canbao.model.FactKind;
import java.time.LocalDate;

/**
 * What an area gives to university freshmen who pay in the levy window before their first full year: cover from the day on
 * which they enter (Fujian: sixteen months).
 *
 * @param from the first day of their cover, before that of everybody else
 * @param householdElsewhere whether who comes from another area may enrol at the place of study
 */
public record Freshmen(LocalDate from, Residence householdElsewhere) {
    /** Where a freshman enrols whose household is registered elsewhere. */
    public enum Residence {
        /** At the place of study. */
        ENROL_HERE,
        /** At home: the roster makes him nobody's here. */
        ENROL_AT_HOME
    }

    /** Whether the roster's row is of a freshman: a university student who entered since the month of that day, before the year. */
    public boolean is(Fact fact, LocalDate benefitFrom) {
        String entered = fact.get("entered");
        return fact.kind() == FactKind.PUPIL
                && fact.get("stage").equals("大学")
                && entered.length() >= 7
                && entered.compareTo(from.toString().substring(0, 7)) >= 0
                && entered.compareTo(benefitFrom.toString()) < 0;
    }
}
