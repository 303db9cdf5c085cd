package canbao.feed.format;

import canbao.feed.field.Defect;
import canbao.feed.field.Texts;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;

/** Delimited text with a header in its first line (RFC 4180 quoting, one row to a line). */
final class CsvRows implements RowSource {
    private final Charset charset;
    private final char delimiter;

    CsvRows(Charset charset, char delimiter) {
        this.charset = charset;
        this.delimiter = delimiter;
    }

    @Override
    public void read(InputStream bytes, Layout layout, RowSink sink) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(bytes, 64 * 1024);
            TextStart start = TextStart.peek(buffered, charset);
            StrictReader text = new StrictReader(buffered, charset);
            CsvReader<CsvRecord> reader = CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .skipEmptyLines(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text);
            rows(reader, text, new Header(layout), start, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read to its end", e);
        }
    }

    private void rows(CsvReader<CsvRecord> reader, StrictReader text, Header header, TextStart start, RowSink sink) {
        Iterator<CsvRecord> records = reader.iterator();
        CsvRecord first = header(records, header, start);
        String place = "line " + first.getStartingLineNumber();
        CsvRow row = new CsvRow(header.positions(first.getFields(), place), first, delimiter);
        while (hasNext(records, row.next)) {
            row.record = records.next();
            row.checkLine();
            if (!row.isBlank()) {
                if (row.isAligned()) {
                    sink.row(row);
                } else {
                    sink.broken(row, "", Defect.FIELD_COUNT);
                }
            }
        }
        if (text.line() > row.next) {
            throw brokenQuotes(row.next - 1);
        }
    }

    /** The first line that is not blank, which must be the header; in another encoding it looks like none. */
    private CsvRecord header(Iterator<CsvRecord> records, Header header, TextStart start) {
        CsvRecord first;
        try {
            first = firstFilled(records);
        } catch (BatchStop stop) {
            start.refuseOtherEncoding(header, delimiter);
            throw stop;
        }
        if (!header.matches(first.getFields())) {
            start.refuseOtherEncoding(header, delimiter);
            throw header.none("line " + first.getStartingLineNumber());
        }
        return first;
    }

    private static CsvRecord firstFilled(Iterator<CsvRecord> records) {
        while (hasNext(records, 1)) {
            CsvRecord record = records.next();
            if (record.getFields().stream()
                    .anyMatch(cell -> !Texts.stripped(cell).isEmpty())) {
                return record;
            }
        }
        throw BatchStop.empty();
    }

    private static boolean hasNext(Iterator<CsvRecord> records, long line) {
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof BatchStop stop) {
                throw stop;
            }
            if (e.getCause() instanceof IOException lost) {
                throw new UncheckedIOException("the batch could not be read to its end", lost);
            }
            throw brokenQuotes(line);
        }
    }

    /** A quote that is not closed swallows the rows after it, and their people would look withdrawn. */
    private static BatchStop brokenQuotes(long line) {
        return new BatchStop(
                "BROKEN_QUOTES",
                "line " + line,
                "该行引号不成对或字段内换行，请更正后整批重报 / an unpaired quote or a line break inside a value: correct it and send the whole file again");
    }

    private static final class CsvRow implements Row {
        private final int[] positions;
        private final int width;
        private final char delimiter;
        private CsvRecord record;
        private long next;

        CsvRow(int[] positions, CsvRecord header, char delimiter) {
            this.positions = positions;
            this.width = header.getFieldCount();
            this.delimiter = delimiter;
            this.record = header;
            this.next = header.getStartingLineNumber() + 1;
        }

        /** Every record must start on the line after the one before. */
        void checkLine() {
            long line = record.getStartingLineNumber();
            if (line != next) {
                throw brokenQuotes(next - 1);
            }
            next = line + 1;
        }

        boolean isBlank() {
            return record.getFieldCount() == 1
                    && Texts.stripped(record.getField(0)).isEmpty();
        }

        /** Blank values past the end are forgiven: spreadsheets leave them. */
        boolean isAligned() {
            int count = record.getFieldCount();
            for (int i = width; i < count; i++) {
                if (!Texts.stripped(record.getField(i)).isEmpty()) {
                    return false;
                }
            }
            return count >= width;
        }

        @Override
        public int line() {
            return (int) record.getStartingLineNumber();
        }

        @Override
        public String value(int column) {
            int at = positions[column];
            return at >= 0 && at < record.getFieldCount() ? record.getField(at) : "";
        }

        @Override
        public String cell(int at) {
            return at < record.getFieldCount() ? record.getField(at) : "";
        }

        @Override
        public String sent() {
            List<String> fields = record.getFields();
            return String.join(String.valueOf(delimiter), fields);
        }
    }
}
