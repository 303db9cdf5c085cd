package canbao.feed.format.text;

import canbao.feed.format.HeaderSearch;
import canbao.feed.format.Limits;
import canbao.feed.format.Row;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The record that is being parsed; the parser fills the same one again and again. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> implements Row {
    private final char delimiter;
    private final int part;
    private String[] values = new String[64];
    private int[] positions = {};
    private int width;
    private int count;
    private int length;
    private int breaks;
    /** Delimiters inside values that also hold line breaks. */
    private int inner;

    CsvRow(char delimiter, int part) {
        this.delimiter = delimiter;
        this.part = part;
    }

    void header(HeaderSearch.Found header) {
        positions = header.positions();
        width = header.width();
    }

    @Override
    protected void handleBegin(long line) {
        count = 0;
        length = 0;
        breaks = 0;
        inner = 0;
    }

    @Override
    protected void handleField(int at, char[] buffer, int offset, int size, boolean quoted) {
        length += size;
        if (at >= Limits.COLUMNS) {
            throw Limits.columns("line " + line());
        }
        if (size > Limits.VALUE) {
            throw Limits.value("line " + line());
        }
        if (length > Limits.ROW) {
            throw Limits.row("line " + line());
        }
        if (at == values.length) {
            values = Arrays.copyOf(values, 2 * at);
        }
        values[at] = new String(buffer, offset, size);
        count = at + 1;
        if (quoted) {
            countBreaks(values[at]);
        }
    }

    @Override
    protected void handleEmpty() {
        values[0] = "";
        count = 1;
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }

    /**
     * Stops the batch when values with line breaks hold as many delimiters as half a row has: then they are rows that an
     * unpaired quote has swallowed.
     */
    void checkBreaks() {
        int between = Math.max(width, count) - 1;
        if (breaks > 0 && inner * 2 >= between) {
            throw CsvRows.brokenQuotes(line());
        }
    }

    /** Stops the batch when a row of the wrong number of values holds line breaks. */
    void refuseBreaks() {
        if (breaks > 0) {
            throw CsvRows.brokenQuotes(line());
        }
    }

    boolean isBlank() {
        for (int i = 0; i < count; i++) {
            if (!CsvRows.blank(values[i])) {
                return false;
            }
        }
        return true;
    }

    /** Blank values past the end are forgiven: spreadsheets leave them. */
    boolean isAligned() {
        for (int i = width; i < count; i++) {
            if (!CsvRows.blank(values[i])) {
                return false;
            }
        }
        return count >= width;
    }

    /** All values up to the last that is not blank. */
    List<String> filled() {
        List<String> filled = new ArrayList<>(Arrays.asList(values).subList(0, count));
        while (CsvRows.blank(filled.getLast())) {
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
        return (int) getStartingLineNumber();
    }

    @Override
    public String value(int column) {
        int at = positions[column];
        return at >= 0 && at < count ? values[at] : "";
    }

    @Override
    public String cell(int at) {
        return at < count ? values[at] : "";
    }

    @Override
    public String sent() {
        return String.join(String.valueOf(delimiter), Arrays.asList(values).subList(0, count));
    }

    private void countBreaks(String value) {
        int lines = 0;
        int delimiters = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            lines += c == '\n' || (c == '\r' && !(i + 1 < value.length() && value.charAt(i + 1) == '\n')) ? 1 : 0;
            delimiters += c == delimiter ? 1 : 0;
        }
        breaks += lines;
        inner += lines > 0 ? delimiters : 0;
    }
}
