package canbao.feed.format.text;

import canbao.feed.field.Defect;
import canbao.feed.format.Header;
import canbao.feed.format.Layout;
import canbao.feed.format.Limits;
import canbao.feed.format.Row;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One flat object. Names are compared exactly as agreed. */
final class JsonRow implements Row {
    private final boolean refuseUnknown;
    private final int part;
    private final Map<String, int[]> columns = new HashMap<>();
    private final String[] values;
    private final Set<String> names = new HashSet<>();
    private final StringBuilder rebuilt = new StringBuilder();
    private @Nullable String sent;
    private int line;

    JsonRow(Layout layout, int part) {
        this.refuseUnknown = layout.refuseUnknown();
        this.part = part;
        values = new String[layout.columns().size()];
        Header header = new Header(layout);
        layout.columns().forEach(column -> column.headers().forEach(name -> columns.put(name, header.columns(name))));
    }

    /** Begins a row; without a text as sent it is put together again from what is read. */
    void begin(int line, @Nullable String sent) {
        this.line = line;
        this.sent = sent;
        rebuilt.setLength(0);
        names.clear();
        Arrays.fill(values, "");
    }

    /** Reads the value that the parser stands on, to its end; says what is wrong with its form, or null. */
    @Nullable
    Defect read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Defect.NOT_JSON;
        }
        boolean flat = true;
        boolean known = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            boolean again = !names.add(name);
            flat &= !again;
            if (names.size() > Limits.COLUMNS) {
                throw Limits.columns("line " + line);
            }
            int[] named = columns.get(name);
            known &= named != null;
            if (json.nextToken().isScalarValue()) {
                put(name, again ? null : named, json);
            } else {
                flat = false;
                json.skipChildren();
            }
        }
        return !flat ? Defect.NOT_JSON : !known && refuseUnknown ? Defect.UNKNOWN_COLUMN : null;
    }

    private void put(String name, int @Nullable [] named, JsonParser json) throws IOException {
        String value = json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
        if (value.length() > Limits.VALUE) {
            throw Limits.value("line " + line);
        }
        if (sent == null) {
            rebuilt.append(name).append('\t').append(value).append('\n');
            if (rebuilt.length() > Limits.ROW) {
                throw Limits.row("line " + line);
            }
        }
        if (named != null) {
            for (int column : named) {
                values[column] = value;
            }
        }
    }

    @Override
    public int part() {
        return part;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public String value(int column) {
        return values[column];
    }

    /** The line, or for objects that are no lines their names and values, one pair to a line. */
    @Override
    public String sent() {
        return sent == null ? rebuilt.toString() : sent;
    }
}
