package canbao.feed.field;

import org.jspecify.annotations.Nullable;

/** Numbers written as text. */
final class Amounts {
    private static final int MOST_DIGITS = 12;

    private Amounts() {}

    /** Yuan with at most two decimals, as fen; null when it is no such amount. */
    static @Nullable String fen(String yuan) {
        int point = yuan.indexOf('.');
        int whole = point < 0 ? yuan.length() : point;
        int decimals = point < 0 ? 0 : yuan.length() - point - 1;
        if (whole < 1 || whole > MOST_DIGITS || (point >= 0 && decimals < 1) || decimals > 2) {
            return null;
        }
        long fen = 0;
        for (int i = 0; i < yuan.length(); i++) {
            char c = yuan.charAt(i);
            if (i == point) {
                continue;
            }
            if (c < '0' || c > '9') {
                return null;
            }
            fen = fen * 10 + c - '0';
        }
        for (int i = decimals; i < 2; i++) {
            fen *= 10;
        }
        return Long.toString(fen);
    }

    /** A whole number that is not negative, without leading zeros; null when it is none. */
    static @Nullable String integer(String sent) {
        if (sent.isEmpty() || sent.length() > MOST_DIGITS) {
            return null;
        }
        for (int i = 0; i < sent.length(); i++) {
            if (sent.charAt(i) < '0' || sent.charAt(i) > '9') {
                return null;
            }
        }
        return sent.charAt(0) == '0' ? Long.toString(Long.parseLong(sent)) : sent;
    }

    static @Nullable String flag(String sent) {
        return switch (Texts.label(sent)) {
            case "是", "true", "1", "y", "yes", "有" -> "true";
            case "否", "false", "0", "n", "no", "无", "非" -> "false";
            default -> null;
        };
    }
}
