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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** UTF-8 lines, each one flat JSON object; blank lines are passed over. Names are compared exactly as agreed. */
final class JsonRows implements RowSource {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(3)
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
        private final List<String> arrays;
        private final List<@Nullable String[]> members = new ArrayList<>();
        private int line;
        private String sent = "";

        JsonRow(Layout layout) {
            refuseUnknown = layout.refuseUnknown();
            values = new String[layout.columns().size()];
            arrays = layout.members();
            Header header = new Header(layout);
            layout.columns()
                    .forEach(column -> column.headers().forEach(name -> columns.put(name, header.columns(name))));
        }

        /** What is wrong with the line's form, or null; values read before the mistake stay readable. */
        @Nullable
        Defect parse(String text) throws IOException {
            sent = text;
            Arrays.fill(values, "");
            members.clear();
            try (JsonParser json = JSON.createParser(text)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    return Defect.NOT_JSON;
                }
                Defect defect = fields(json, values, arrays);
                boolean ends = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
                return ends || Defect.NOT_JSON.equals(defect) ? defect : Defect.NOT_JSON;
            } catch (JsonParseException | StreamConstraintsException e) {
                return Defect.NOT_JSON;
            }
        }

        /** Reads an object up to its end; its values go where they belong, its arrays of members are read as well. */
        private @Nullable Defect fields(JsonParser json, @Nullable String[] into, List<String> nested)
                throws IOException {
            boolean unknown = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_ARRAY && nested.contains(name)) {
                    Defect defect = members(json);
                    if (Defect.NOT_JSON.equals(defect)) {
                        return defect;
                    }
                    unknown |= defect != null;
                } else if (!token.isScalarValue()) {
                    return Defect.NOT_JSON;
                } else {
                    int[] named = columns.get(name);
                    unknown |= named == null && !(token == JsonToken.VALUE_NULL && nested.contains(name));
                    put(named, json, into);
                }
            }
            return unknown && refuseUnknown ? Defect.UNKNOWN_COLUMN : null;
        }

        private @Nullable Defect members(JsonParser json) throws IOException {
            Defect found = null;
            while (json.nextToken() == JsonToken.START_OBJECT) {
                @Nullable String[] member = new String[values.length];
                Defect defect = fields(json, member, List.of());
                if (Defect.NOT_JSON.equals(defect) || json.currentToken() != JsonToken.END_OBJECT) {
                    return Defect.NOT_JSON;
                }
                found = defect == null ? found : defect;
                members.add(member);
            }
            return json.currentToken() == JsonToken.END_ARRAY ? found : Defect.NOT_JSON;
        }

        private static void put(int @Nullable [] named, JsonParser json, @Nullable String[] into) throws IOException {
            if (named != null) {
                String value = json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
                for (int column : named) {
                    into[column] = value;
                }
            }
        }

        @Override
        public List<Row> members() {
            return members.isEmpty()
                    ? List.of()
                    : members.stream().<Row>map(own -> new Member(this, own)).toList();
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

    /** One member: its own values, else those of the row. */
    private static final class Member implements Row {
        private final JsonRow household;
        private final @Nullable String[] own;

        Member(JsonRow household, @Nullable String[] own) {
            this.household = household;
            this.own = own;
        }

        @Override
        public int line() {
            return household.line();
        }

        @Override
        public String value(int column) {
            String value = own[column];
            return value == null ? household.value(column) : value;
        }

        @Override
        public String sent() {
            return household.sent();
        }
    }
}
