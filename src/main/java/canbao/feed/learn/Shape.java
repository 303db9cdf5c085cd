package canbao.feed.learn;

import canbao.feed.field.DatePattern;
import canbao.identity.Certificates;
import canbao.identity.Phones;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a single value can be, by nothing but its look. A value may have several shapes. */
enum Shape {
    CERTIFICATE,
    /** A number that would be one but for its check digit, date or rounding. */
    LIKE_CERTIFICATE,
    BIRTH_CERTIFICATE,
    /** A disability certificate: citizen's number, kind, grade. */
    DISABILITY,
    STUDENT_NUMBER,
    PHONE,
    NAME,
    AREA,
    DIGITS,
    DECIMAL,
    FLAG,
    IDENTIFIER;

    private static final Pattern NUMBER = Pattern.compile("\\d{17}[\\dXx]|\\d{15}|\\d\\.\\d+[eE]\\+1[4-7]");
    private static final Pattern BIRTH_NUMBER = Pattern.compile("[A-Z]\\d{9}");
    private static final Pattern DISABILITY_NUMBER = Pattern.compile("\\d{17}[\\dXx][1-7][1-4](B\\d{1,2})?");
    private static final Pattern STUDENT = Pattern.compile("[GJL]\\d{17}[\\dX]");
    private static final Pattern PERSON =
            Pattern.compile("[\\p{IsHan} ]{2,4}|[\\p{IsHan}]+[·•・‧．][\\p{IsHan}·•・‧．]+|[A-Z][A-Z ]{3,30}");
    private static final Pattern REGION =
            Pattern.compile("(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\\d{4}(\\d{3}){0,2}");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,12}");
    private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,2})?");
    private static final Pattern YES_OR_NO = Pattern.compile("是|否|有|无|true|false|[YyNn]|yes|no");
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_:-]{1,80}");

    // Two digits before one or two: the first that fits is taken.
    private static final List<DatePattern> DAYS = patterns(
            "yyyyMMdd",
            "yyyy-MM-dd",
            "yyyy/MM/dd",
            "yyyy.MM.dd",
            "yyyy年MM月dd日",
            "yyyy-M-d",
            "yyyy/M/d",
            "yyyy.M.d",
            "yyyy年M月d日");
    private static final List<DatePattern> MONTHS =
            patterns("yyyyMM", "yyyy-MM", "yyyy/MM", "yyyy.MM", "yyyy年MM月", "yyyy-M", "yyyy/M", "yyyy.M", "yyyy年M月");
    private static final List<DatePattern> TIMES = patterns(
            "yyyyMMddHHmmss",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy/MM/dd HH:mm:ss",
            "yyyy-MM-ddTHH:mm:ss",
            "yyyy年MM月dd日 HH:mm:ss",
            "yyyy-M-d H:mm:ss",
            "yyyy/M/d H:mm:ss");
    private static final Pattern PLAUSIBLE = Pattern.compile("(18|19|20)\\d\\d.*|9999.*");

    boolean fits(String value) {
        return switch (this) {
            case CERTIFICATE -> isCertificate(value);
            case LIKE_CERTIFICATE -> NUMBER.matcher(value).matches();
            case BIRTH_CERTIFICATE -> BIRTH_NUMBER.matcher(value).matches();
            case DISABILITY -> DISABILITY_NUMBER.matcher(value).matches();
            case STUDENT_NUMBER -> STUDENT.matcher(value).matches();
            case PHONE -> value.length() >= 10 && Phones.normalised(value) != null;
            case NAME -> PERSON.matcher(value).matches();
            case AREA -> REGION.matcher(value).matches();
            case DIGITS -> WHOLE.matcher(value).matches();
            case DECIMAL -> MONEY.matcher(value).matches();
            case FLAG -> YES_OR_NO.matcher(value).matches();
            case IDENTIFIER -> PLAIN.matcher(value).matches();
        };
    }

    /** The pattern of a day that a value follows, if any. */
    static @Nullable String day(String value) {
        return first(value, DAYS, pattern -> pattern.date(value) != null);
    }

    static @Nullable String month(String value) {
        return first(value, MONTHS, pattern -> pattern.month(value) != null);
    }

    static @Nullable String time(String value) {
        return first(value, TIMES, pattern -> pattern.time(value) != null);
    }

    private static @Nullable String first(String value, List<DatePattern> patterns, Predicate<DatePattern> fits) {
        if (value.length() < 6 || !PLAUSIBLE.matcher(value).matches()) {
            return null;
        }
        return patterns.stream()
                .filter(fits)
                .map(DatePattern::toString)
                .findFirst()
                .orElse(null);
    }

    private static boolean isCertificate(String value) {
        return value.length() >= 15 && Certificates.check(Certificates.RESIDENT, value) instanceof Certificates.Valid;
    }

    private static List<DatePattern> patterns(String... texts) {
        List<DatePattern> patterns = new ArrayList<>();
        for (String text : texts) {
            patterns.add(DatePattern.of(text));
        }
        return patterns;
    }
}
