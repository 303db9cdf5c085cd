package canbao.feed.field;

import java.time.Month;
import java.time.Year;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern such as {@code yyyyMMdd} or {@code yyyy年MM月dd日}: y, M, d, H, m, s stand for digits, everything else for
 * itself. One M, d or H alone, as in {@code yyyy/M/d}, stands for one digit or two. Years 1800 to 9999.
 */
public final class DatePattern {
    private static final String LETTERS = "yMdHms";

    private static final Pattern ALONE = Pattern.compile("(?<!M)M(?!M)|(?<!d)d(?!d)|(?<!H)H(?!H)");

    private final String written;
    /** The same with two digits wherever one may stand. */
    private final String pattern;

    private final int year;
    private final int month;
    private final int day;
    private final int hour;
    private final int minute;
    private final int second;

    private DatePattern(String written, String pattern) {
        this.written = written;
        this.pattern = pattern;
        this.year = pattern.indexOf("yyyy");
        this.month = pattern.indexOf("MM");
        this.day = pattern.indexOf("dd");
        this.hour = pattern.indexOf("HH");
        this.minute = pattern.indexOf("mm");
        this.second = pattern.indexOf("ss");
    }

    /** Throws {@link IllegalArgumentException} when year or month is missing, or a letter stands as often as nothing reads. */
    public static DatePattern of(String written) {
        String pattern = ALONE.matcher(written).replaceAll("$0$0");
        String rest = pattern;
        for (String part : new String[] {"yyyy", "MM", "dd", "HH", "mm", "ss"}) {
            int at = rest.indexOf(part);
            if (at >= 0) {
                rest = rest.substring(0, at) + "0".repeat(part.length()) + rest.substring(at + part.length());
            }
        }
        boolean leftOver = rest.chars().anyMatch(c -> LETTERS.indexOf(c) >= 0);
        if (leftOver || !pattern.contains("yyyy") || !pattern.contains("MM")) {
            throw new IllegalArgumentException(written);
        }
        return new DatePattern(written, pattern);
    }

    public boolean hasDay() {
        return day >= 0;
    }

    public boolean hasTime() {
        return hour >= 0 && minute >= 0 && second >= 0;
    }

    /** {@code yyyy-MM-dd}; null when the value is no such date. */
    public @Nullable String date(String sent) {
        String value = padded(sent);
        if (!fits(value) || !isDate(value)) {
            return null;
        }
        char[] date = new char[10];
        putDate(value, date);
        return new String(date);
    }

    /** {@code yyyy-MM}; null when the value is no such month. */
    public @Nullable String month(String sent) {
        String value = padded(sent);
        if (!fits(value) || !isMonth(value)) {
            return null;
        }
        char[] date = new char[7];
        putMonth(value, date);
        return new String(date);
    }

    /** {@code yyyy-MM-ddTHH:mm:ss+08:00}; null when the value is no such time. */
    public @Nullable String time(String sent) {
        String value = padded(sent);
        if (!fits(value)
                || !isDate(value)
                || number(value, hour, 2) > 23
                || number(value, minute, 2) > 59
                || number(value, second, 2) > 59) {
            return null;
        }
        char[] time = "0000-00-00T00:00:00+08:00".toCharArray();
        putDate(value, time);
        value.getChars(hour, hour + 2, time, 11);
        value.getChars(minute, minute + 2, time, 14);
        value.getChars(second, second + 2, time, 17);
        return new String(time);
    }

    @Override
    public String toString() {
        return written;
    }

    /** The value with a zero before a digit that stands alone where it may; any other value as far as it goes. */
    private String padded(String sent) {
        if (written.length() == pattern.length()) {
            return sent;
        }
        StringBuilder value = new StringBuilder(pattern.length());
        int at = 0;
        for (int i = 0; i < written.length() && at < sent.length(); i++) {
            if (isAlone(i) && (at + 1 == sent.length() || !isDigit(sent.charAt(at + 1)))) {
                value.append('0');
            } else if (isAlone(i)) {
                value.append(sent.charAt(at++));
            }
            value.append(sent.charAt(at++));
        }
        return value.append(sent, at, sent.length()).toString();
    }

    private boolean isAlone(int i) {
        char c = written.charAt(i);
        return "MdH".indexOf(c) >= 0
                && (i == 0 || written.charAt(i - 1) != c)
                && (i + 1 == written.length() || written.charAt(i + 1) != c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean fits(String value) {
        if (value.length() != pattern.length()) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char expected = pattern.charAt(i);
            char c = value.charAt(i);
            if (LETTERS.indexOf(expected) >= 0 ? !isDigit(c) : c != expected) {
                return false;
            }
        }
        return true;
    }

    private boolean isMonth(String value) {
        int m = number(value, month, 2);
        return number(value, year, 4) >= 1800 && m >= 1 && m <= 12;
    }

    private boolean isDate(String value) {
        if (!isMonth(value)) {
            return false;
        }
        int d = number(value, day, 2);
        boolean leap = Year.isLeap(number(value, year, 4));
        return d >= 1 && d <= Month.of(number(value, month, 2)).length(leap);
    }

    private void putDate(String value, char[] date) {
        putMonth(value, date);
        date[7] = '-';
        value.getChars(day, day + 2, date, 8);
    }

    private void putMonth(String value, char[] date) {
        value.getChars(year, year + 4, date, 0);
        date[4] = '-';
        value.getChars(month, month + 2, date, 5);
    }

    private static int number(String value, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            number = number * 10 + value.charAt(i) - '0';
        }
        return number;
    }
}
