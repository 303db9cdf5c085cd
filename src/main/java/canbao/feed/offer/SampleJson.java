package canbao.feed.offer;

import canbao.feed.field.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sample rows as JSON objects; blank values are left out, as most systems do. */
final class SampleJson {
    private SampleJson() {}

    static String line(SampleShape shape, SampleRow row) {
        List<String> fields = new ArrayList<>();
        row.values().forEach((header, value) -> field(fields, header, value));
        if (!row.members().isEmpty() && shape.array().isEmpty()) {
            List<String> wide = shape.wide();
            List<String> cells = shape.cells(row);
            for (int i = shape.headers.size(); i < wide.size(); i++) {
                field(fields, wide.get(i), cells.get(i));
            }
        } else if (!row.members().isEmpty()) {
            List<String> members = new ArrayList<>();
            row.members().forEach(member -> members.add(member(shape, member)));
            fields.add(text(shape.array()) + ": [" + String.join(", ", members) + "]");
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static String member(SampleShape shape, Map<String, String> member) {
        List<String> fields = new ArrayList<>();
        for (Column column : shape.members) {
            field(fields, SampleShape.plain(column), member.getOrDefault(column.name(), ""));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static void field(List<String> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.add(text(name) + ": " + text(value));
        }
    }

    private static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
