package canbao.feed.read;

import canbao.feed.field.Column;
import canbao.feed.format.Row;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row as it was sent, with its values by our column names, so that it can be corrected and read again without the batch
 * that it came in. Personal data: it is sealed before it is stored, and its {@code toString} shows none of it.
 *
 * @param sent the whole row as text
 * @param values not stripped; columns that nobody sends are left out
 */
public record SentRow(String sent, Map<String, String> values) {
    private static final String SENT = "sent";
    private static final String VALUES = "values";

    public static SentRow of(Row row, List<Column> columns) {
        Map<String, String> values = LinkedHashMap.newLinkedHashMap(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            if (!(columns.get(i).checks().part() instanceof Column.Part.Constant)) {
                values.put(columns.get(i).name(), row.value(i));
            }
        }
        return new SentRow(row.sent(), values);
    }

    /** As JSON, to be sealed. */
    public String encode() {
        JsonObject object = new JsonObject();
        values.forEach(object::put);
        return new JsonObject().put(SENT, sent).put(VALUES, object).encode();
    }

    /** What {@link #encode} made. */
    public static SentRow decode(String json) {
        JsonObject object = new JsonObject(json);
        Map<String, String> values = new LinkedHashMap<>();
        object.getJsonObject(VALUES).forEach(entry -> values.put(entry.getKey(), String.valueOf(entry.getValue())));
        return new SentRow(object.getString(SENT), values);
    }

    /** The values as one line of JSON, as {@link canbao.feed.contract.RepairContract} reads it. */
    public String line() {
        JsonObject object = new JsonObject();
        values.forEach(object::put);
        return object.encode();
    }

    /** With other values in some columns. */
    public SentRow with(Map<String, String> corrected) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(corrected);
        return new SentRow(sent, all);
    }

    @Override
    public String toString() {
        return "SentRow[" + values.size() + " values]";
    }
}
