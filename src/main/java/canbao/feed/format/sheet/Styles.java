package canbao.feed.format.sheet;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of a workbook's cell styles show a number as a date. */
final class Styles {
    private static final int MOST = 65_536;

    private final BitSet dates = new BitSet();

    boolean isDate(@Nullable String style) {
        return style != null && dates.get(Math.max(CellText.integer(style), 0));
    }

    /** Reads {@code styles.xml}. */
    static Styles read(Xml xml) {
        Styles styles = new Styles();
        Set<String> own = new HashSet<>();
        boolean cells = false;
        int count = 0;
        while (xml.next()) {
            if (xml.isStart("numFmt")) {
                String id = xml.attribute("numFmtId");
                String code = xml.attribute("formatCode");
                if (id != null && code != null && isDateCode(code) && own.size() < MOST) {
                    own.add(id);
                }
            } else if (xml.isStart("cellXfs") || xml.isEnd("cellXfs")) {
                cells = xml.isStart();
            } else if (cells && xml.isStart("xf") && count < MOST) {
                String id = xml.attribute("numFmtId");
                styles.dates.set(count++, id != null && (own.contains(id) || isBuiltInDate(CellText.integer(id))));
            }
        }
        return styles;
    }

    /** Built-in formats 14-17, 22 and the East Asian 27-36, 50-58 are dates (ECMA-376 part 1, 18.8.30). */
    private static boolean isBuiltInDate(int id) {
        return within(id, 14, 17) || id == 22 || within(id, 27, 36) || within(id, 50, 58);
    }

    /** A format with a year or a day outside quotes, brackets and escapes. */
    private static boolean isDateCode(String code) {
        String bare = code.length() > 255
                ? ""
                : code.replaceAll("\"[^\"]*\"", "").replaceAll("\\[[^]]*]", "").replaceAll("[\\\\_*].", "");
        return bare.toLowerCase(Locale.ROOT).matches(".*[yd].*");
    }

    private static boolean within(int id, int from, int to) {
        return id >= from && id <= to;
    }
}
