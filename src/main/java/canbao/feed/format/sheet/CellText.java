package canbao.feed.format.sheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** A spreadsheet's number as the text that its author meant. */
final class CellText {
    private static final BigDecimal EXACT_BELOW = new BigDecimal("1e15");
    private static final MathContext SHOWN_DIGITS = new MathContext(15);
    private static final int EXACT_DIGITS = 15;
    private static final int LONGEST_NUMBER = 400;
    /** Day 1 of either system, less one; the older one counts a 29 February 1900 that never was as day 60. */
    private static final LocalDate BEFORE_1900 = LocalDate.of(1899, 12, 31);

    private static final LocalDate BEFORE_1904 = LocalDate.of(1904, 1, 1);
    private static final int LAST_DAY = 2_958_465;

    private CellText() {}

    /** Whole numbers without decimals; numbers past 15 digits in scientific notation: they are rounded already. */
    static String number(String raw) {
        if (isPlain(raw)) {
            return raw;
        }
        BigDecimal number = decimal(raw);
        if (number.abs().compareTo(EXACT_BELOW) >= 0) {
            return Double.toString(number.doubleValue());
        }
        return number.round(SHOWN_DIGITS).stripTrailingZeros().toPlainString();
    }

    /** A serial day as {@code yyyy-MM-dd}, with its time where it has one; the number itself where there is no such day. */
    static String date(String raw, boolean from1904) {
        BigDecimal serial = decimal(raw);
        long seconds = Math.round(serial.doubleValue() * 86_400);
        long day = Math.floorDiv(seconds, 86_400);
        if (serial.signum() < 0 || day > LAST_DAY || (!from1904 && (day == 0 || day == 60))) {
            return number(raw);
        }
        LocalDate date = from1904 ? BEFORE_1904.plusDays(day) : BEFORE_1900.plusDays(day > 60 ? day - 1 : day);
        LocalDateTime time = date.atStartOfDay().plusSeconds(Math.floorMod(seconds, 86_400));
        return time.toLocalTime().toSecondOfDay() == 0
                ? date.toString()
                : time.toString().replace('T', ' ');
    }

    /** A cell that says its date as ISO 8601 text. */
    static String isoDate(String raw) {
        return raw.endsWith("T00:00:00") || raw.endsWith("T00:00:00Z") || raw.endsWith("T00:00:00.000")
                ? raw.substring(0, raw.indexOf('T'))
                : raw;
    }

    /** A number without a sign, or -1. */
    static int integer(String text) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i == 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return text.isEmpty() ? -1 : number;
    }

    private static BigDecimal decimal(String raw) {
        try {
            BigDecimal number = new BigDecimal(raw.length() > LONGEST_NUMBER ? "" : raw.strip());
            // as wide as a double; more would unfold into megabytes of zeros
            if (Math.abs((long) number.precision() - number.scale()) > LONGEST_NUMBER) {
                throw Workbook.damaged();
            }
            return number;
        } catch (NumberFormatException e) {
            throw Workbook.damaged();
        }
    }

    private static boolean isPlain(String raw) {
        int length = raw.length();
        if (length == 0 || length > EXACT_DIGITS || (raw.charAt(0) == '0' && length > 1)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (raw.charAt(i) < '0' || raw.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
