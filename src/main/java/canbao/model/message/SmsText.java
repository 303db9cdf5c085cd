package canbao.model.message;

import java.util.ArrayList;
import java.util.List;

/**
 * How a Chinese text becomes billed segments: 70 UTF-16 units in one, otherwise 67 in each, signature and refusal hint
 * included (GSM 03.40 with a six-byte user data header). A surrogate pair is never cut.
 */
public final class SmsText {
    public static final int SINGLE_UNITS = 70;
    public static final int PART_UNITS = 67;

    private SmsText() {}

    public static int segments(String text) {
        return split(text).size();
    }

    /** The parts in order; one when the text fits into a single message. */
    public static List<String> split(String text) {
        if (text.length() <= SINGLE_UNITS) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(from + PART_UNITS, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }
}
