package canbao.feed.format;

import canbao.feed.field.Defect;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** UTF-8 lines, each one flat JSON object; blank lines are passed over. Names are compared exactly as agreed. */
final class JsonRows implements RowSource {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxStringLength(100_000)
                    .build())
            .build();

    @Override
    public void read(InputStream bytes, Layout layout, RowSink sink) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(bytes, 64 * 1024);
            TextStart.peek(buffered, StandardCharsets.UTF_8);
            BufferedReader text = new BufferedReader(new StrictReader(buffered, StandardCharsets.UTF_8));
            JsonRow row = new JsonRow(layout);
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                row.line++;
                if (!line.isBlank()) {
                    Defect defect = row.parse(line);
                    if (defect == null) {
                        sink.row(row);
                    } else {
                        sink.broken(row, "", defect);
                    }
                }
            }
            if (row.sent.isEmpty()) {
                throw BatchStop.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read to its end", e);
        }
    }

    private static final class JsonRow implements Row {
        private final boolean refuseUnknown;
        private final Map<String, int[]> columns = new HashMap<>();
        private final String[] values;
        private int line;
        private String sent = "";

        JsonRow(Layout layout) {
            refuseUnknown = layout.refuseUnknown();
            values = new String[layout.columns().size()];
            Header header = new Header(layout);
            layout.columns()
                    .forEach(column -> column.headers().forEach(name -> columns.put(name, header.columns(name))));
        }

        /** What is wrong with the line's form, or null; values read before the mistake stay readable. */
        @Nullable
        Defect parse(String text) throws IOException {
            sent = text;
            Arrays.fill(values, "");
            try (JsonParser json = JSON.createParser(text)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    return Defect.NOT_JSON;
                }
                boolean unknown = false;
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    int[] named = columns.get(json.currentName());
                    if (!json.nextToken().isScalarValue()) {
                        return Defect.NOT_JSON;
                    }
                    unknown |= named == null;
                    put(named, json);
                }
                boolean ends = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
                return !ends ? Defect.NOT_JSON : unknown && refuseUnknown ? Defect.UNKNOWN_COLUMN : null;
            } catch (JsonParseException | StreamConstraintsException e) {
                return Defect.NOT_JSON;
            }
        }

        private void put(int @Nullable [] named, JsonParser json) throws IOException {
            if (named != null) {
                String value = json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
                for (int column : named) {
                    values[column] = value;
                }
            }
        }

        @Override
        public int line() {
            return line;
        }

        @Override
        public String value(int column) {
            return values[column];
        }

        @Override
        public String sent() {
            return sent;
        }
    }
}
