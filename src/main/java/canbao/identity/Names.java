package canbao.identity;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Names in the one spelling in which they are compared: half width, upper case, without spaces, one kind of separating
 * dot. Characters outside the basic plane stay as they are. Used for comparing only; a name is kept as it was sent.
 */
public final class Names {
    private static final char DOT = '·';
    /** Bullet, hyphenation point, bullet operator, dot operator, katakana and plain dots, ano teleia, word separator. */
    private static final String DOTS = "·•‧∙⋅・･.․．。\u0387\u2E31";

    private Names() {}

    /** Whether two sources name somebody alike. */
    public static boolean same(String one, String other) {
        return one.equals(other) || compared(one).equals(compared(other));
    }

    /** The spelling for comparing. */
    public static String compared(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isPlain(name.charAt(i))) {
                return respelt(name);
            }
        }
        return name;
    }

    /** For showing to a person: the first character only. */
    public static String masked(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "*";
    }

    private static String respelt(String name) {
        String wide = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder spelt = new StringBuilder(wide.length());
        for (int i = 0; i < wide.length(); i++) {
            char c = wide.charAt(i);
            boolean dropped =
                    Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
            if (!dropped) {
                spelt.append(DOTS.indexOf(c) >= 0 ? DOT : c);
            }
        }
        return spelt.toString().toUpperCase(Locale.ROOT);
    }

    private static boolean isPlain(char c) {
        return c >= '\u4E00' && c <= '\u9FFF';
    }
}
