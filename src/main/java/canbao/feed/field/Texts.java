package canbao.feed.field;

import java.util.Locale;

/** Spelling of texts that is the same for every column: edges, widths, brackets, names. */
public final class Texts {
    private Texts() {}

    /** Without white space, byte order marks and tabs at either end. */
    public static String stripped(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    /** Free of control characters, invisible format characters, replacement characters and broken surrogate pairs. */
    public static boolean isClean(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c >= 0x20 && c < 0x7F) || (c >= 0x3000 && c < 0xD800)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (isDirty(c)) {
                return false;
            }
        }
        return true;
    }

    /** A word in the spelling in which words are compared: half width, no spaces, lower case, one kind of brackets and dashes. */
    public static String label(String word) {
        StringBuilder label = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = half(word.charAt(i));
            if (!isBlank(c) && c != '*') {
                label.append(c);
            }
        }
        return label.toString().toLowerCase(Locale.ROOT);
    }

    /** A person's name: one kind of separating dot, no spaces between Chinese characters, single spaces elsewhere. */
    public static String name(String sent) {
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (isBlank(c) || isDot(c)) {
                return respelt(sent);
            }
        }
        return sent;
    }

    private static String respelt(String sent) {
        StringBuilder name = new StringBuilder(sent.length());
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (isDot(c)) {
                name.append('·');
            } else if (!isBlank(c)) {
                name.append(c);
            } else if (i + 1 < sent.length() && isLatin(sent.charAt(i - 1)) && isLatin(sent.charAt(i + 1))) {
                name.append(' ');
            }
        }
        return name.toString();
    }

    static char half(char c) {
        if (c >= '\uFF01' && c <= '\uFF5E') {
            return (char) (c - 0xFEE0);
        }
        return switch (c) {
            case '〔', '【' -> '(';
            case '〕', '】' -> ')';
            case '〜', '～', '∼' -> '~';
            case '—', '–', '－', '‐' -> '-';
            default -> c;
        };
    }

    /** White space only: other control characters are somebody's mistake and must be seen. */
    private static boolean isBlank(char c) {
        return switch (c) {
            case ' ', '\t', '\r', '\n', '\u3000', '\u00A0', '\uFEFF' -> true;
            default -> false;
        };
    }

    private static boolean isDirty(char c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.isSurrogate(c)
                || c == '\uFFFD';
    }

    private static boolean isDot(char c) {
        return c == '•' || c == '・' || c == '‧' || c == '．' || c == '⋅';
    }

    private static boolean isLatin(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
