package canbao.feed.format.text;

import canbao.feed.field.Column;
import canbao.feed.field.Defect;
import canbao.feed.format.Header;
import canbao.feed.format.Layout;
import canbao.feed.format.Limits;
import canbao.feed.format.Row;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One flat object, which may carry an array of flat objects for the members of a household. Names are compared exactly as agreed. */
final class JsonRow implements Row {
    private final boolean refuseUnknown;
    private final int part;
    private final Map<String, int[]> columns = new HashMap<>();
    private final String[] values;
    private final Set<String> names = new HashSet<>();
    private final List<String> arrays;
    private final List<Row> members = new ArrayList<>();
    private final StringBuilder rebuilt = new StringBuilder();
    private @Nullable String sent;
    private int line;

    JsonRow(Layout layout, int part) {
        this.refuseUnknown = layout.refuseUnknown();
        this.part = part;
        arrays = layout.members();
        values = new String[layout.columns().size()];
        Header header = new Header(layout);
        for (Column column : layout.columns()) {
            column.headers().forEach(name -> columns.put(name, header.columns(name)));
            if (!column.headers().isEmpty()) {
                columns.putIfAbsent(column.name(), header.columns(column.name()));
            }
        }
    }

    /** Begins a row; without a text as sent it is put together again from what is read. */
    void begin(int line, @Nullable String sent) {
        this.line = line;
        this.sent = sent;
        rebuilt.setLength(0);
        names.clear();
        members.clear();
        Arrays.fill(values, "");
    }

    /** Reads the value that the parser stands on, to its end; says what is wrong with its form, or null. */
    @Nullable
    Defect read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Defect.NOT_JSON;
        }
        return fields(json, values, arrays);
    }

    /** Reads an object to its end; its values go where they belong, the arrays of members that it may have are read too. */
    private @Nullable Defect fields(JsonParser json, @Nullable String[] into, List<String> nested) throws IOException {
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
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY && nested.contains(name)) {
                Defect defect = members(json);
                flat &= !Defect.NOT_JSON.equals(defect);
                known &= !Defect.UNKNOWN_COLUMN.equals(defect);
            } else if (token.isScalarValue()) {
                known &= named != null || (token == JsonToken.VALUE_NULL && nested.contains(name));
                put(name, again ? null : named, json, into);
            } else {
                known &= named != null;
                flat = false;
                json.skipChildren();
            }
        }
        return !flat ? Defect.NOT_JSON : !known && refuseUnknown ? Defect.UNKNOWN_COLUMN : null;
    }

    private @Nullable Defect members(JsonParser json) throws IOException {
        Defect found = null;
        Set<String> outer = new HashSet<>(names);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                found = Defect.NOT_JSON;
                continue;
            }
            if (members.size() >= Limits.COLUMNS) {
                throw Limits.columns("line " + line);
            }
            names.clear();
            @Nullable String[] own = new String[values.length];
            Defect defect = fields(json, own, List.of());
            found = found == null || Defect.NOT_JSON.equals(defect) ? defect : found;
            members.add(new Member(this, own));
        }
        names.clear();
        names.addAll(outer);
        return found;
    }

    private void put(String name, int @Nullable [] named, JsonParser json, @Nullable String[] into) throws IOException {
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
                into[column] = value;
            }
        }
    }

    @Override
    public List<Row> members() {
        return List.copyOf(members);
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

    /** One member: its own values, else those of the row. */
    private static final class Member implements Row {
        private final JsonRow household;
        private final @Nullable String[] own;

        Member(JsonRow household, @Nullable String[] own) {
            this.household = household;
            this.own = own;
        }

        @Override
        public int part() {
            return household.part();
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
