package canbao.routes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A checked route: its file, id, where bytes come from and where they go. */
public record RouteFile(String file, String id, RouteEnd from, RouteEnd to) {
    /** An option of a Kafka route that is ours: Camel's component knows nothing of it. */
    static final String REPLIES = "replies";

    static final RouteFile NONE = new RouteFile("", "", RouteEnd.NONE, RouteEnd.NONE);

    /** Whether the route fetches by itself, and so must run on one instance only. */
    boolean polls() {
        return !from.uri().startsWith("direct:");
    }

    /** As Camel reads it; JSON is YAML in which every value is quoted. */
    String toCamel() {
        JsonObject from = this.from
                .without(REPLIES)
                .toCamel()
                .put("steps", new JsonArray().add(new JsonObject().put("to", to.toCamel())));
        return new JsonArray()
                .add(new JsonObject()
                        .put("route", new JsonObject().put("id", id).put("from", from)))
                .encode();
    }
}
