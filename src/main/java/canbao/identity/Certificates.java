package canbao.identity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Certificate numbers in one spelling, checked: GB 11643 citizens' numbers (15 digits become 18), residence permits of
 * Hong Kong, Macao and Taiwan residents (81, 82, 83), permanent-residence cards (9…), birth certificates. What a
 * spreadsheet has rounded is refused, never repaired.
 */
public final class Certificates {
    /** Resident identity card (PSN_CERT_TYPE). */
    public static final String RESIDENT = "01";
    /** Foreigner's permanent-residence card. */
    public static final String PERMANENT_RESIDENCE = "07";
    /** Residence permit of a Hong Kong, Macao or Taiwan resident. */
    public static final String RESIDENCE_PERMIT = "17";
    /** Medical certificate of birth, for a newborn without a number. */
    public static final String BIRTH = "990201";

    private static final int LONGEST_OTHER = 20;

    private static final Invalid FORMAT = new Invalid(
            "CERTIFICATE_FORMAT",
            "证件号码应为18位（或老式15位），请核对原件 / not a certificate number of this type: copy it from the document");
    private static final Invalid CHECK_DIGIT = new Invalid(
            "CERTIFICATE_CHECK_DIGIT",
            "校验位不符，某一位有误，请核对原件 / one digit is wrong (GB 11643 check digit): copy it from the document");
    private static final Invalid DATE = new Invalid(
            "CERTIFICATE_DATE",
            "第7至14位不是有效的出生日期，请核对原件 / digits 7 to 14 are no date of birth: copy the number from the document");
    private static final Invalid SCIENTIFIC = new Invalid(
            "CERTIFICATE_SCIENTIFIC",
            "号码被电子表格改为数值，末位已丢失：请把该列设为文本并重新导出 / a spreadsheet rounded the number: format the column as text and export again");

    private Certificates() {}

    /** A number that passed, in its one spelling, or the rule that it broke. */
    public sealed interface Result permits Valid, Invalid {}

    /**
     * A number that passed.
     *
     * @param type the type that the number itself shows, which may be more exact than the one sent
     * @param number upper case, half width, no spaces
     */
    public record Valid(String type, String number) implements Result {
        /** The date of birth that the number carries; null when it carries none. */
        public @Nullable LocalDate birth() {
            boolean dated = type.equals(RESIDENT) || type.equals(RESIDENCE_PERMIT) || type.equals(PERMANENT_RESIDENCE);
            return dated && number.length() == 18 ? Gb11643.birth(number) : null;
        }

        @Override
        public String toString() {
            return "Valid[" + type + "]";
        }
    }

    /**
     * The rule that a number broke.
     *
     * @param fix what the sender should do, Chinese and English
     */
    public record Invalid(String rule, String fix) implements Result {}

    /**
     * Reads a number as sent.
     *
     * @param type {@code 01}, {@code 990201} or another PSN_CERT_TYPE; a newborn's birth certificate is also known by its form under {@code 01}
     */
    public static Result check(String type, String sent) {
        String number = normalised(sent);
        return switch (type) {
            // Offices file newborns under type 01 too; the number's form tells.
            case RESIDENT, RESIDENCE_PERMIT -> isBirthCertificate(number) ? new Valid(BIRTH, number) : citizen(number);
            case PERMANENT_RESIDENCE -> isOldPermanentResidence(number) ? new Valid(type, number) : citizen(number);
            case BIRTH -> isBirthCertificate(number) ? new Valid(type, number) : FORMAT;
            default -> other(type, number);
        };
    }

    /** Reads a number under which somebody was known before, whatever its type; one that never was any is harmless. */
    public static Result former(String sent) {
        Result citizen = check(RESIDENT, sent);
        return citizen instanceof Valid ? citizen : check(PERMANENT_RESIDENCE, sent);
    }

    /** For showing to a person: at most the first three and the last two characters. */
    public static String masked(String number) {
        int length = number.length();
        return length < 10
                ? "*".repeat(length)
                : number.substring(0, 3) + "*".repeat(length - 5) + number.substring(length - 2);
    }

    /** Half width, upper case, without spaces and invisible characters. */
    static String normalised(String sent) {
        for (int i = 0; i < sent.length(); i++) {
            if (!isPlain(sent.charAt(i))) {
                return rewritten(sent);
            }
        }
        return sent;
    }

    private static String rewritten(String sent) {
        StringBuilder number = new StringBuilder(sent.length());
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            char half = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
            boolean dropped = Character.isWhitespace(half)
                    || Character.isSpaceChar(half)
                    || Character.getType(half) == Character.FORMAT;
            if (!dropped) {
                number.append(half >= 'a' && half <= 'z' ? (char) (half - 'a' + 'A') : half);
            }
        }
        return number.toString();
    }

    private static Result citizen(String number) {
        int length = number.length();
        if (length == 15 && Gb11643.allDigits(number, 15)) {
            String lengthened = Gb11643.lengthened(number);
            return Gb11643.isDate(lengthened) ? new Valid(RESIDENT, lengthened) : DATE;
        }
        if (length != 18
                || !Gb11643.allDigits(number, 17)
                || !Gb11643.isLast(number.charAt(17))
                || !Gb11643.isIssued(number)) {
            return isScientific(number) ? SCIENTIFIC : FORMAT;
        }
        if (number.charAt(17) != Gb11643.checkDigit(number)) {
            return number.endsWith("000") ? SCIENTIFIC : CHECK_DIGIT;
        }
        return Gb11643.isDate(number) ? new Valid(shownType(number), number) : DATE;
    }

    private static Result other(String type, String number) {
        if (isScientific(number)) {
            return SCIENTIFIC;
        }
        boolean plausible = number.length() >= 5 && number.length() <= LONGEST_OTHER;
        for (int i = 0; plausible && i < number.length(); i++) {
            char c = number.charAt(i);
            plausible = isPlain(c) || c == '(' || c == ')' || c == '-';
        }
        return plausible ? new Valid(type, number) : FORMAT;
    }

    private static String shownType(String number) {
        return switch (number.charAt(0)) {
            case '9' -> PERMANENT_RESIDENCE;
            case '8' -> RESIDENCE_PERMIT;
            default -> RESIDENT;
        };
    }

    private static boolean isBirthCertificate(String number) {
        return number.length() == 10 && isLetter(number.charAt(0)) && Gb11643.allDigits(number.substring(1), 9);
    }

    /** Cards issued before December 2023: three letters of the country and twelve digits. */
    private static boolean isOldPermanentResidence(String number) {
        return number.length() == 15
                && isLetter(number.charAt(0))
                && isLetter(number.charAt(1))
                && isLetter(number.charAt(2))
                && Gb11643.allDigits(number.substring(3), 12);
    }

    private static boolean isScientific(String number) {
        int exponent = number.indexOf('E');
        if (exponent < 1 || exponent == number.length() - 1) {
            return false;
        }
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (i != exponent && (c < '0' || c > '9') && c != '.' && c != '+') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isPlain(char c) {
        return (c >= '0' && c <= '9') || isLetter(c);
    }
}
