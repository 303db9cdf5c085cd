package canbao.policy;

import canbao.model.Fact;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads the normalised dates ({@code 2025-01-31}) and months ({@code 2025-01}) of a fact. Written by hand because the JDK's
 * formatter costs more than all the rest of a decision. A broken date is a fault of the reader, so it throws; the message
 * shows where it came from, and not the value, which is personal.
 */
final class IsoDay {
    private IsoDay() {}

    /** The day, or a month's first day; {@code blank} when there is none. */
    static LocalDate first(Fact fact, String attribute, LocalDate blank) {
        String text = fact.get(attribute);
        return text.isEmpty() ? blank : read(fact, attribute, text, false);
    }

    /** The day, or a month's last day; {@code blank} when there is none. */
    static LocalDate last(Fact fact, String attribute, LocalDate blank) {
        String text = fact.get(attribute);
        return text.isEmpty() ? blank : read(fact, attribute, text, true);
    }

    private static LocalDate read(Fact fact, String attribute, String text, boolean last) {
        boolean month = text.length() == 7;
        if ((month || (text.length() == 10 && text.charAt(7) == '-')) && text.charAt(4) == '-') {
            try {
                int year = digits(text, 0, 4);
                LocalDate day = LocalDate.of(year, digits(text, 5, 7), month ? 1 : digits(text, 8, 10));
                return month && last ? day.withDayOfMonth(day.lengthOfMonth()) : day;
            } catch (DateTimeException e) {
                throw unreadable(fact, attribute);
            }
        }
        throw unreadable(fact, attribute);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static IllegalArgumentException unreadable(Fact fact, String attribute) {
        return new IllegalArgumentException("the fact of " + fact.evidence() + " has a " + attribute
                + " that is no date; its contract must write yyyy-MM-dd or yyyy-MM");
    }
}
