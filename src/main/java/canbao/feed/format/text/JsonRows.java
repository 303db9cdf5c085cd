package canbao.feed.format.text;

import canbao.feed.field.Defect;
import canbao.feed.format.BatchStop;
import canbao.feed.format.Layout;
import canbao.feed.format.Limits;
import canbao.feed.format.RowSink;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Flat JSON objects: one to a line, in an array, or one after the other. A broken line is one broken row; anywhere else a
 * fault in the notation stops the batch, since nobody knows where the next row begins.
 */
public final class JsonRows {
    static final int LOOK_AHEAD = 64 * 1024;
    private static final int DEEPEST = 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            // else the names of hostile files would stay in a table that all share
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(1_000)
                    .maxStringLength(Limits.VALUE)
                    .build())
            .build();

    private final int part;

    /** {@code part} is the rows' part. */
    public JsonRows(int part) {
        this.part = part;
    }

    /** Reads to the end; throws {@link BatchStop} when the text as a whole is no good. */
    public void read(InputStream bytes, Layout layout, RowSink sink) {
        try {
            PushbackReader text = new PushbackReader(new StrictReader(bytes, null), LOOK_AHEAD);
            JsonRow row = new JsonRow(layout, part);
            if (isLines(text)) {
                lines(new Lines(text), row, sink);
            } else {
                stream(text, row, sink);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read to its end", e);
        }
    }

    /** Whether each line is an object: the first is a whole one, or the second begins one too. Looks without consuming. */
    static boolean isLines(PushbackReader text) throws IOException {
        char[] start = new char[LOOK_AHEAD];
        int length = 0;
        for (int read = 0; read >= 0 && length < start.length; length += Math.max(read, 0)) {
            read = text.read(start, length, start.length - length);
        }
        text.unread(start, 0, length);
        String[] lines = new String(start, 0, length)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .toArray(String[]::new);
        if (lines.length == 0) {
            throw BatchStop.empty();
        }
        boolean oneLine = lines.length == 1 && length < LOOK_AHEAD;
        boolean secondBegins = lines.length > 1 && lines[1].startsWith("{");
        return lines[0].startsWith("{") && (oneLine || secondBegins || isWhole(lines[0]));
    }

    private static boolean isWhole(String line) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (JsonParseException | StreamConstraintsException e) {
            return !(e instanceof JsonEOFException);
        }
    }

    private static void lines(Lines lines, JsonRow row, RowSink sink) throws IOException {
        int blank = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                blank = Limits.blank(blank, lines.number());
                continue;
            }
            row.begin(lines.number(), line);
            Defect defect = parse(line, row);
            if (defect == null) {
                sink.row(row);
            } else {
                sink.broken(row, "", defect);
            }
        }
    }

    /** What is wrong with the line's form, or null; values read before the mistake stay readable. */
    private static @Nullable Defect parse(String line, JsonRow row) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            Defect defect = row.read(json);
            if (json.nextToken() == null) {
                return defect;
            }
            // somebody else may stand behind the first object: no key of this line protects whom it should
            row.begin(row.line(), line);
            return Defect.NOT_JSON;
        } catch (StreamConstraintsException e) {
            throw tooMuch(e, row.line());
        } catch (JsonParseException e) {
            return Defect.NOT_JSON;
        }
    }

    private static void stream(PushbackReader text, JsonRow row, RowSink sink) throws IOException {
        int line = 1;
        int rows = 0;
        try (JsonParser json = JSON.createParser(text)) {
            boolean array = json.nextToken() == JsonToken.START_ARRAY;
            JsonToken token = array ? json.nextToken() : json.currentToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                line = json.currentTokenLocation().getLineNr();
                row.begin(line, null);
                Defect defect = row.read(json);
                if (defect == null) {
                    sink.row(row);
                } else {
                    sink.broken(row, "", defect);
                }
                rows++;
                token = json.nextToken();
            }
            if (json.nextToken() != null) {
                throw broken(json.currentTokenLocation().getLineNr());
            }
            if (rows == 0) {
                throw BatchStop.empty();
            }
        } catch (StreamConstraintsException e) {
            throw tooMuch(e, line);
        } catch (JsonParseException e) {
            throw broken(e.getLocation() == null ? line : e.getLocation().getLineNr());
        }
    }

    private static BatchStop broken(int line) {
        return new BatchStop(
                "BROKEN_JSON",
                "line " + line,
                "JSON在此处不完整或写法有误，请重新导出整个文件 / not well-formed JSON here, or cut off: export the whole file again");
    }

    private static BatchStop tooMuch(StreamConstraintsException why, int line) {
        String message = String.valueOf(why.getOriginalMessage());
        if (message.contains("nesting depth")) {
            return new BatchStop(
                    "TOO_DEEP",
                    "line " + line,
                    "嵌套过深，每个对象只应有一层 / nested too deeply: give flat objects, one level only");
        }
        return Limits.value("line " + line);
    }
}
