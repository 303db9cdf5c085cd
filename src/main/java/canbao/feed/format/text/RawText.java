package canbao.feed.format.text;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Limits;
import canbao.feed.format.RawSink;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Delimited text and JSON of which nothing is known, row by row in bounded memory. */
public final class RawText {
    private static final int LOOK_AHEAD = 16 * 1024;
    private static final int DEEPEST = 20;
    private static final char[] KNOWN = {',', '\t', '|', ';', '\u0001', '^', '~', '#', '，', '\u001F'};
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(1_000)
                    .maxStringLength(Limits.VALUE)
                    .build())
            .build();

    private RawText() {}

    /** Reads delimited text; the delimiter is the one that parts most lines into the same number of values. */
    public static void delimited(InputStream bytes, RawSink sink) throws IOException {
        StrictReader strict = new StrictReader(bytes, null);
        PushbackReader text = new PushbackReader(strict, LOOK_AHEAD);
        char between = delimiter(text);
        CsvRow row = new CsvRow(between, 1);
        CsvReader<CsvRow> reader = CsvReader.builder()
                .fieldSeparator(between)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(Limits.ROW)
                .build(row, text);
        Iterator<CsvRow> rows = reader.iterator();
        while (hasNext(rows, row)) {
            rows.next();
            if (!row.isBlank()) {
                sink.row(row.line(), row.filled());
            }
        }
        sink.text(strict.found(), between);
    }

    /** Reads objects, in an array, one to a line or one after the other; a broken line is passed over. */
    public static void json(InputStream bytes, RawSink sink) throws IOException {
        StrictReader strict = new StrictReader(bytes, null);
        PushbackReader text = new PushbackReader(strict, JsonRows.LOOK_AHEAD);
        if (JsonRows.isLines(text)) {
            Lines lines = new Lines(text);
            for (String line = lines.next(); line != null; line = lines.next()) {
                line(line, lines.number(), sink);
            }
        } else {
            stream(text, sink);
        }
        sink.text(strict.found(), ',');
    }

    private static void line(String line, int number, RawSink sink) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                object(json, number, sink);
            }
        } catch (JsonParseException | StreamConstraintsException e) {
            // the trial of the draft will tell of it
        }
    }

    private static void stream(PushbackReader text, RawSink sink) throws IOException {
        int line = 1;
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken token = json.nextToken();
            token = token == JsonToken.START_ARRAY ? json.nextToken() : token;
            while (token != null && token != JsonToken.END_ARRAY) {
                line = json.currentTokenLocation().getLineNr();
                if (token == JsonToken.START_OBJECT) {
                    object(json, line, sink);
                } else {
                    json.skipChildren();
                }
                token = json.nextToken();
            }
        } catch (JsonParseException | StreamConstraintsException e) {
            throw new BatchStop(
                    "BROKEN_JSON", "line " + line, "JSON在此处有误 / not well-formed JSON here: export the file again");
        }
    }

    private static void object(JsonParser json, int line, RawSink sink) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> arrays = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token.isScalarValue()) {
                fields.put(name, token == JsonToken.VALUE_NULL ? "" : json.getText());
            } else {
                arrays.add(name);
                json.skipChildren();
            }
            if (fields.size() > Limits.COLUMNS) {
                throw Limits.columns("line " + line);
            }
        }
        sink.object(line, fields, arrays);
    }

    private static boolean hasNext(Iterator<CsvRow> rows, CsvRow row) {
        try {
            return rows.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BatchStop stop) {
                    throw stop;
                }
            }
            throw CsvRows.brokenQuotes(row.line());
        }
    }

    private static char delimiter(PushbackReader text) throws IOException {
        char[] start = new char[LOOK_AHEAD];
        int length = 0;
        for (int read = 0; read >= 0 && length < start.length; length += Math.max(read, 0)) {
            read = text.read(start, length, start.length - length);
        }
        text.unread(start, 0, length);
        List<String> lines = new String(start, 0, length).lines().limit(40).toList();
        char best = ',';
        long most = 0;
        for (char candidate : KNOWN) {
            Pattern between = Pattern.compile(Pattern.quote(String.valueOf(candidate)));
            Map<Integer, Integer> widths = new HashMap<>();
            lines.forEach(line -> widths.merge(between.split(line, -1).length, 1, Integer::sum));
            long score = widths.entrySet().stream()
                    .filter(width -> width.getKey() > 1)
                    .mapToLong(width -> (long) width.getValue() * width.getValue() * width.getKey())
                    .max()
                    .orElse(0);
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }
}
