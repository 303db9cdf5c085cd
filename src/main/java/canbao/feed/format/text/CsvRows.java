package canbao.feed.format.text;

import canbao.feed.field.Defect;
import canbao.feed.field.Texts;
import canbao.feed.format.BatchStop;
import canbao.feed.format.Format;
import canbao.feed.format.HeaderSearch;
import canbao.feed.format.Layout;
import canbao.feed.format.Limits;
import canbao.feed.format.RowSink;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Delimited text with a header among its first lines (RFC 4180 quoting; values may hold line breaks). */
public final class CsvRows {
    private final @Nullable Charset charset;
    private final char delimiter;
    private final int part;

    /** {@code part} is the rows' part. */
    public CsvRows(Format format, int part) {
        this.charset = format.charset();
        this.delimiter = format.delimiter();
        this.part = part;
    }

    /** Reads to the end; throws {@link BatchStop} when the text as a whole is no good. */
    public void read(InputStream bytes, Layout layout, RowSink sink) {
        try {
            PushbackReader text = new PushbackReader(new StrictReader(bytes, charset), Delimiters.LOOK_AHEAD);
            char between = delimiter == Format.DETECT ? Delimiters.detect(text, layout) : delimiter;
            CsvRow row = new CsvRow(between, part);
            CsvReader<CsvRow> reader = CsvReader.builder()
                    .fieldSeparator(between)
                    .skipEmptyLines(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .maxBufferSize(Limits.ROW)
                    .build(row, text);
            rows(reader.iterator(), row, layout, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read to its end", e);
        }
    }

    private static void rows(Iterator<CsvRow> records, CsvRow row, Layout layout, RowSink sink) {
        HeaderSearch search = new HeaderSearch(layout, "line");
        boolean found = false;
        boolean empty = true;
        int blank = 0;
        while (hasNext(records, row)) {
            records.next();
            row.checkBreaks();
            if (row.isBlank()) {
                blank = Limits.blank(blank, row.line());
            } else if (found) {
                emit(row, sink);
            } else {
                empty = false;
                HeaderSearch.Found header = search.offer(row.filled(), row.line());
                found = header != null;
                if (header != null) {
                    row.header(header);
                }
            }
        }
        if (!found) {
            throw empty ? BatchStop.empty() : search.none();
        }
    }

    private static void emit(CsvRow row, RowSink sink) {
        if (row.isAligned()) {
            sink.row(row);
        } else {
            row.refuseBreaks();
            sink.broken(row, "", Defect.FIELD_COUNT);
        }
    }

    private static boolean hasNext(Iterator<CsvRow> records, CsvRow row) {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BatchStop stop) {
                    throw stop;
                }
                if (cause instanceof IOException lost) {
                    throw new UncheckedIOException("the batch could not be read to its end", lost);
                }
            }
            // the parser has one exception for both
            boolean tooLong = String.valueOf(e.getMessage()).contains("buffer size");
            throw tooLong ? Limits.value("line " + row.line()) : brokenQuotes(row.line());
        }
    }

    /** A quote that is not closed swallows the rows after it, and their people would look withdrawn. */
    static BatchStop brokenQuotes(long line) {
        return new BatchStop(
                "BROKEN_QUOTES",
                "line " + line,
                "该行引号不成对，其后的人员可能被吞并，请更正后整批重报 / an unpaired quote, which may swallow the rows after it: correct it and send the whole file again");
    }

    /** Whether a text is only white space. */
    static boolean blank(String value) {
        return Texts.stripped(value).isEmpty();
    }
}
