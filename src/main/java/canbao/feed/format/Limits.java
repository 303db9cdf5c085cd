package canbao.feed.format;

/** The same limits for every form, far above any honest list, so that a hostile file ends soon. */
public final class Limits {
    public static final int COLUMNS = 1_000;
    /** UTF-16 units of one value. */
    public static final int VALUE = 100_000;
    /** UTF-16 units of one row. */
    public static final int ROW = 1_000_000;

    /** Sheets that were formatted to their last row leave a million. */
    public static final int BLANK_LINES = 2_000_000;

    private Limits() {}

    /** Counts a blank line; answers the new count. */
    public static int blank(int before, int line) {
        if (before >= BLANK_LINES) {
            throw new BatchStop(
                    "TOO_MANY_BLANK_LINES",
                    "line " + line,
                    "空行超过%d行，请删除后重报 / more than %d blank lines: delete them and send again"
                            .formatted(BLANK_LINES, BLANK_LINES));
        }
        return before + 1;
    }

    public static BatchStop columns(String place) {
        return new BatchStop(
                "TOO_MANY_COLUMNS",
                place,
                "超过%d列，请只保留约定的列 / more than %d columns: leave only the agreed ones".formatted(COLUMNS, COLUMNS));
    }

    public static BatchStop value(String place) {
        return new BatchStop(
                "VALUE_TOO_LONG",
                place,
                "有一个值超过%d字，可能引号不成对或文件已损坏，请更正后重报 / a value of more than %d characters, perhaps an unpaired quote: correct it and send again"
                        .formatted(VALUE, VALUE));
    }

    public static BatchStop row(String place) {
        return new BatchStop(
                "ROW_TOO_LONG",
                place,
                "一行超过%d字，可能缺少换行，请重新导出 / a row of more than %d characters, perhaps without line ends: export again"
                        .formatted(ROW, ROW));
    }
}
