package canbao.feed.field;

import canbao.identity.Certificates;

/** What may be shown of a refused value: enough to find the mistake, never enough to find the person. */
public final class Masks {
    private static final int LONGEST = 40;
    private static final int PHONE = 11;
    private static final int CERTIFICATE = 14;

    private Masks() {}

    /** A value of a column, masked. */
    public static String masked(Column column, String value) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
        String masked = switch (column.checks().masking()) {
            case ALL -> "*".repeat(shown.length());
            case PARTIAL -> partly(column, shown);
            case NONE -> numbersHidden(shown);
        };
        return shown.length() < value.length() ? masked + "…" : masked;
    }

    private static String partly(Column column, String shown) {
        return switch (column.type()) {
            case CERTIFICATE, BIRTH_CERTIFICATE -> number(shown);
            case PHONE -> start(shown, 3);
            case NAME, BIRTH -> start(shown, 0);
            case CODE ->
                column.form() instanceof Form.Coded coded
                        ? open(shown, 4, coded.codes().characters())
                        : start(shown, 0);
            case DATE -> open(shown, 8, "年月日");
            case TIME -> open(shown, 14, "年月日T");
            case MONTH, YUAN -> open(shown, 8, "年月元,");
            case TEXT, INTEGER, FLAG -> open(shown, 6, "是否有无");
        };
    }

    /** As sent, but for runs of digits as long as a phone or a certificate: columns slip. */
    private static String numbersHidden(String value) {
        StringBuilder masked = new StringBuilder(value);
        for (int i = 0; i < value.length(); i++) {
            if (isDigit(value.charAt(i)) && (run(value, i) == PHONE || run(value, i) >= CERTIFICATE)) {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }

    /** A certificate, of which letters and Chinese characters are hidden too: somebody may have written a name there. */
    private static String number(String value) {
        StringBuilder masked = new StringBuilder(Certificates.masked(value));
        for (int i = 0; i < masked.length(); i++) {
            if (masked.charAt(i) > '~' || masked.charAt(i) < ' ') {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }

    private static String start(String value, int shown) {
        boolean digits =
                value.length() > shown && value.substring(0, shown).chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? value.substring(0, shown) + "*".repeat(value.length() - shown) : "*".repeat(value.length());
    }

    /** Shows ASCII punctuation, runs of digits up to a length, and the given characters. */
    private static String open(String value, int longestRun, String known) {
        StringBuilder masked = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean shown = isDigit(c) ? run(value, i) <= longestRun : isPunctuation(c) || known.indexOf(c) >= 0;
            masked.append(shown ? c : '*');
        }
        return masked.toString();
    }

    private static int run(String value, int at) {
        int from = at;
        while (from > 0 && isDigit(value.charAt(from - 1))) {
            from--;
        }
        int to = at;
        while (to < value.length() && isDigit(value.charAt(to))) {
            to++;
        }
        return to - from;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPunctuation(char c) {
        return c >= ' ' && c <= '~' && !isDigit(c) && !Character.isLetter(c);
    }
}
