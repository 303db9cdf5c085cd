package canbao.feed.format.sheet;

import canbao.feed.field.Texts;
import canbao.feed.format.HeaderSearch;
import canbao.feed.format.Row;
import java.util.ArrayList;
import java.util.List;

/** The row that the cursor stands on. */
final class SheetRow implements Row {
    private final SheetCursor cursor;
    private final int part;
    private int[] positions = {};
    private int width;

    SheetRow(SheetCursor cursor, int part) {
        this.cursor = cursor;
        this.part = part;
    }

    void header(HeaderSearch.Found header) {
        positions = header.positions();
        width = header.width();
    }

    /** Whether nothing stands in any cell. */
    boolean isEmpty() {
        for (int i = 0; i < cursor.width(); i++) {
            if (cursor.kind(i) != SheetCursor.VALUE
                    || !Texts.stripped(cursor.text(i)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the contract's columns are blank; sums and remarks beside them are nobody. */
    boolean isBlank() {
        for (int at : positions) {
            if (!Texts.stripped(cursor.text(at)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    boolean overflows() {
        for (int i = width; i < cursor.width(); i++) {
            if (!Texts.stripped(cursor.text(i)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    byte kind(int column) {
        return cursor.kind(positions[column]);
    }

    /** All values up to the last that is not blank. */
    List<String> filled() {
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < cursor.width(); i++) {
            filled.add(cursor.text(i));
        }
        while (!filled.isEmpty() && Texts.stripped(filled.getLast()).isEmpty()) {
            filled.removeLast();
        }
        return filled;
    }

    @Override
    public int part() {
        return part;
    }

    @Override
    public int line() {
        return cursor.number();
    }

    @Override
    public String value(int column) {
        return cursor.text(positions[column]);
    }

    @Override
    public String cell(int at) {
        return cursor.text(at);
    }

    @Override
    public String sent() {
        return String.join("\t", filled());
    }
}
