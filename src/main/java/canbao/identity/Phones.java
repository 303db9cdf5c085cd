package canbao.identity;

import org.jspecify.annotations.Nullable;

/** Mainland phone numbers in one spelling: eleven digits of a mobile, or a landline with area code and without hyphen. */
public final class Phones {
    private Phones() {}

    /** The number without country code, spaces and hyphens; null when it is no mainland phone number. */
    public static @Nullable String normalised(String sent) {
        if (isMobile(sent)) {
            return sent;
        }
        StringBuilder digits = new StringBuilder(sent.length());
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            char half = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
            if (half >= '0' && half <= '9') {
                digits.append(half);
            } else if (!isFiller(half) && !(half == '+' && digits.isEmpty())) {
                return null;
            }
        }
        return domestic(digits.toString());
    }

    /** Whether an SMS can reach it. */
    public static boolean isMobile(String phone) {
        if (phone.length() != 11 || phone.charAt(0) != '1' || phone.charAt(1) < '3') {
            return false;
        }
        for (int i = 1; i < 11; i++) {
            if (phone.charAt(i) < '0' || phone.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String domestic(String digits) {
        String number = digits;
        if (number.startsWith("0086")) {
            number = number.substring(4);
        } else if (number.length() > 11 && number.startsWith("86")) {
            number = number.substring(2);
        }
        boolean landline = number.length() >= 10 && number.length() <= 12 && number.startsWith("0");
        return isMobile(number) || landline ? number : null;
    }

    private static boolean isFiller(char c) {
        return c == '-' || c == '(' || c == ')' || Character.isSpaceChar(c);
    }
}
