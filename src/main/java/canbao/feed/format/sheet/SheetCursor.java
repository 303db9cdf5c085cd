package canbao.feed.format.sheet;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Limits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Goes through a sheet's rows. What the sheet says of its own size is not believed. */
final class SheetCursor implements AutoCloseable {
    static final byte VALUE = 0;
    static final byte FORMULA = 1;
    static final byte ERROR = 2;
    private static final int LAST_ROW = 1 << 20;
    private static final int LAST_COLUMN = 1 << 14;

    private final Xml xml;
    private final SharedTexts shared;
    private final Styles styles;
    private final boolean from1904;
    private String[] texts = new String[64];
    private byte[] kinds = new byte[64];
    private int width;
    private int number;
    private int length;

    SheetCursor(Xml xml, SharedTexts shared, Styles styles, boolean from1904) {
        this.xml = xml;
        this.shared = shared;
        this.styles = styles;
        this.from1904 = from1904;
        boolean rows = false;
        while (!rows && xml.next()) {
            rows = xml.isStart("sheetData");
        }
        if (!rows) {
            throw Workbook.damaged();
        }
    }

    /** Goes to the next row that is written; false after the last. */
    boolean next() {
        while (xml.next()) {
            if (xml.isStart("row")) {
                begin();
                cells();
                return true;
            }
            if (xml.isEnd("sheetData")) {
                return false;
            }
        }
        throw Workbook.damaged();
    }

    /** The row's number, from 1. */
    int number() {
        return number;
    }

    /** One more than the last column that is not empty. */
    int width() {
        return width;
    }

    /** The text in a column from 0; empty for formulas, whose result may be anybody's. */
    String text(int column) {
        return column >= 0 && column < width ? texts[column] : "";
    }

    byte kind(int column) {
        return column >= 0 && column < width ? kinds[column] : VALUE;
    }

    @Override
    public void close() {
        xml.close();
    }

    private void begin() {
        String given = xml.attribute("r");
        int next = given == null ? number + 1 : CellText.integer(given);
        if (next <= number || next > LAST_ROW) {
            throw disorder("after row " + number);
        }
        number = next;
        width = 0;
        length = 0;
    }

    private void cells() {
        int column = -1;
        while (xml.next() && !xml.isEnd("row")) {
            if (xml.isStart("c")) {
                column = column(xml.attribute("r"), column);
                cell(column);
            } else if (xml.isStart()) {
                xml.skip();
            }
        }
    }

    /** From {@code AB12} in row 12 to 27; the column after the last one where the cell does not say. */
    private int column(@Nullable String reference, int last) {
        if (reference == null) {
            if (last + 2 > LAST_COLUMN) {
                throw Limits.columns("row " + number);
            }
            return last + 1;
        }
        int column = 0;
        int at = 0;
        while (at < reference.length() && at < 4 && Character.isLetter(reference.charAt(at))) {
            column = column * 26 + (reference.charAt(at++) & 0x1F);
        }
        boolean here = CellText.integer(reference.substring(at)) == number;
        if (!here || column - 1 <= last || column > LAST_COLUMN) {
            throw disorder(place());
        }
        return column - 1;
    }

    private void cell(int column) {
        String type = xml.attribute("t");
        String style = xml.attribute("s");
        String text = "";
        byte kind = VALUE;
        while (xml.next() && !xml.isEnd("c")) {
            if (xml.isStart("v")) {
                text = xml.text("row", number);
            } else if (xml.isStart("is")) {
                text = SharedTexts.rich(xml, "is", "row", number);
            } else if (xml.isStart("f")) {
                kind = FORMULA;
                xml.skip();
            } else if (xml.isStart()) {
                xml.skip();
            }
        }
        if (kind == FORMULA) {
            put(column, "", kind);
        } else if (!text.isEmpty()) {
            put(column, value(type == null ? "n" : type, style, text), "e".equals(type) ? ERROR : VALUE);
        }
    }

    private String value(String type, @Nullable String style, String raw) {
        return switch (type) {
            case "s" -> shared.get(raw);
            case "n" -> styles.isDate(style) ? CellText.date(raw, from1904) : CellText.number(raw);
            case "b" -> raw.equals("1") ? "TRUE" : "FALSE";
            case "d" -> CellText.isoDate(raw);
            default -> raw;
        };
    }

    private void put(int column, String text, byte kind) {
        length += text.length();
        if (column >= Limits.COLUMNS) {
            throw Limits.columns(place());
        }
        if (length > Limits.ROW) {
            throw Limits.row(place());
        }
        if (column >= texts.length) {
            texts = Arrays.copyOf(texts, Math.max(2 * texts.length, column + 1));
            kinds = Arrays.copyOf(kinds, texts.length);
        }
        Arrays.fill(texts, width, column, "");
        Arrays.fill(kinds, width, column, VALUE);
        texts[column] = text;
        kinds[column] = kind;
        width = column + 1;
    }

    private String place() {
        return "row " + number;
    }

    private static BatchStop disorder(String place) {
        return new BatchStop(
                "CELL_ORDER",
                place,
                "行或单元格的位置错乱，请用Excel打开后另存 / rows or cells out of order: open it in Excel and save it again");
    }
}
