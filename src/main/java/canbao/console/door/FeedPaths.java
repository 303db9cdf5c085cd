package canbao.console.door;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.Column;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the contracts add to the OpenAPI document: a path for each feed, and the schema of its rows. */
final class FeedPaths {
    private static final String GENERIC = "/feeds/{agency}/{feed}";

    private FeedPaths() {}

    /** The document with every feed of the catalogue; the row's keys are the names under which the agency sends them. */
    static JsonObject added(JsonObject document, ContractCatalogue contracts) {
        JsonObject paths = document.getJsonObject("paths");
        JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
        for (Contract contract : contracts.all()) {
            String name = contract.feed().toString().replace('/', '.');
            schemas.put(name, row(contract));
            JsonObject post = paths.getJsonObject(GENERIC).getJsonObject("post").copy();
            post.put("parameters", headersOf(post.getJsonArray("parameters")))
                    .put("operationId", "send." + name)
                    .put("summary", contract.terms().purpose())
                    .put("requestBody", body(post.getJsonObject("requestBody"), name));
            paths.put("/feeds/" + contract.feed(), new JsonObject().put("post", post));
        }
        return document;
    }

    private static JsonArray headersOf(JsonArray parameters) {
        JsonArray headers = new JsonArray();
        for (int i = 0; i < parameters.size(); i++) {
            String reference = parameters.getJsonObject(i).getString("$ref");
            if (!reference.endsWith("/Agency") && !reference.endsWith("/Feed")) {
                headers.add(parameters.getJsonObject(i));
            }
        }
        return headers;
    }

    private static JsonObject body(JsonObject generic, String name) {
        JsonObject one = new JsonObject().put("$ref", "#/components/schemas/" + name);
        JsonObject many = new JsonObject().put("type", "array").put("items", one.copy());
        JsonObject body = generic.copy();
        body.getJsonObject("content")
                .put(
                        "application/json",
                        new JsonObject()
                                .put(
                                        "schema",
                                        new JsonObject()
                                                .put(
                                                        "anyOf",
                                                        new JsonArray().add(one).add(many))));
        return body;
    }

    private static JsonObject row(Contract contract) {
        JsonObject properties = new JsonObject();
        JsonObject patterns = new JsonObject();
        JsonArray required = new JsonArray();
        for (Column column : contract.columns()) {
            if (column.headers().isEmpty()) {
                continue;
            }
            String key = column.header();
            if (key.contains(Column.EACH)) {
                patterns.put(pattern(key), property(column));
            } else if (!properties.containsKey(key)) {
                // One value may be read twice, such as a time and its day.
                properties.put(key, property(column));
                if (column.use().required() && !column.use().mayBeAbsent()) {
                    required.add(key);
                }
            }
        }
        JsonObject row = new JsonObject()
                .put("type", "object")
                .put(
                        "description",
                        contract.feed() + " v" + contract.version() + ", "
                                + contract.terms().owner())
                .put("properties", properties)
                .put("required", required);
        return patterns.isEmpty() ? row : row.put("patternProperties", patterns);
    }

    private static String pattern(String key) {
        return "^" + key.replaceAll("[\\\\^$.|?*+()\\[\\]]", "\\\\$0").replace(Column.EACH, "[0-9]{1,2}") + "$";
    }

    private static JsonObject property(Column column) {
        JsonObject property = new JsonObject().put("x-canbao-column", column.name());
        List<String> others = column.headers().subList(1, column.headers().size());
        if (!others.isEmpty()) {
            property.put("description", "也可写作 / also called " + String.join(", ", others));
        }
        return switch (column.type()) {
            case INTEGER, YUAN ->
                property.put("type", new JsonArray().add("string").add("number"));
            case FLAG -> property.put("type", new JsonArray().add("string").add("boolean"));
            default -> property.put("type", "string").put("maxLength", column.maxLength());
        };
    }
}
