package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;

/** Prints an answer's list as columns with headings, and an object's plain values one to a line. */
public final class Table {
    private Table() {}

    /** @param columns key to heading, in order */
    static void print(JsonArray items, Map<String, String> columns) {
        if (items.isEmpty()) {
            System.out.println("（无）/ none");
            return;
        }
        System.out.println(String.join("\t", columns.values()));
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            System.out.println(String.join(
                    "\t",
                    columns.keySet().stream()
                            .map(key -> text(item.getValue(key)))
                            .toList()));
        }
    }

    /** Prints one after the other, or that there is none. */
    public static void each(JsonArray items, String none, Consumer<JsonObject> print) {
        if (items.isEmpty()) {
            System.out.println(none);
        }
        for (int i = 0; i < items.size(); i++) {
            print.accept(items.getJsonObject(i));
        }
    }

    static void print(JsonObject object) {
        object.forEach(entry -> {
            if (!(entry.getValue() instanceof JsonArray)) {
                System.out.println(entry.getKey() + ": " + text(entry.getValue()));
            }
        });
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString();
    }
}
