package canbao.feed.field;

/**
 * Spelling of grades inside words: 一、二级, 1-2级, 1~2级 and １至２级 are the same. Agencies write the same category of
 * disability in each of these ways.
 */
final class Grades {
    private static final String NUMERALS = "一二三四五六七八九";

    private Grades() {}

    /** The label of a word ({@link Texts#label}) with its grades in digits. */
    static String label(String word) {
        String label = Texts.label(word);
        int grade = label.indexOf('级');
        if (grade < 1 && label.indexOf('~') < 0) {
            return label;
        }
        StringBuilder spelt = new StringBuilder(label.replace('~', '-'));
        for (int at = grade; at > 0; at = label.indexOf('级', at + 1)) {
            respell(spelt, at);
        }
        return spelt.toString();
    }

    /** Respells the grade that ends before a position: one number, or two that something joins. */
    private static void respell(StringBuilder word, int end) {
        int last = end - 1;
        if (!number(word, last)) {
            return;
        }
        if (last >= 2 && "、-至".indexOf(word.charAt(last - 1)) >= 0 && number(word, last - 2)) {
            word.setCharAt(last - 1, '-');
        }
    }

    /** Whether a number stands there, which is then a digit. */
    private static boolean number(StringBuilder word, int at) {
        int numeral = NUMERALS.indexOf(word.charAt(at));
        if (numeral >= 0) {
            word.setCharAt(at, (char) ('1' + numeral));
        }
        return numeral >= 0 || (word.charAt(at) >= '1' && word.charAt(at) <= '9');
    }
}
