package canbao.identity;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/** The parts of an 18-digit number (GB 11643): six of the area, eight of the birth, three of the sequence, the check digit. */
final class Gb11643 {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";

    private Gb11643() {}

    static LocalDate birth(String number) {
        return LocalDate.of(digits(number, 6, 4), digits(number, 10, 2), digits(number, 12, 2));
    }

    /** 15 digits carry two digits of the year; the sequences 996 to 999 were kept for people born before 1900. */
    static String lengthened(String number) {
        String century = digits(number, 12, 3) >= 996 ? "18" : "19";
        String body = number.substring(0, 6) + century + number.substring(6);
        return body + checkDigit(body);
    }

    static char checkDigit(String number) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return CHECK_DIGITS.charAt(sum % 11);
    }

    /** The first digits as issued: provinces 1 to 6, Taiwan 71, residence permits 81 to 83, permanent residence 9. */
    static boolean isIssued(String number) {
        char first = number.charAt(0);
        char second = number.charAt(1);
        return switch (first) {
            case '1', '2', '3', '4', '5', '6', '9' -> true;
            case '7' -> second == '1';
            case '8' -> second >= '1' && second <= '3';
            default -> false;
        };
    }

    static boolean isDate(String number) {
        int year = digits(number, 6, 4);
        int month = digits(number, 10, 2);
        int day = digits(number, 12, 2);
        return year >= 1800
                && year < 2100
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year));
    }

    static boolean allDigits(String number, int count) {
        for (int i = 0; i < count; i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    static boolean isLast(char c) {
        return (c >= '0' && c <= '9') || c == 'X';
    }

    private static int digits(String number, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 10 + number.charAt(i) - '0';
        }
        return value;
    }
}
