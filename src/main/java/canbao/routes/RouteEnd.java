package canbao.routes;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One end of a route: an address and its options. */
public record RouteEnd(String uri, Map<String, String> parameters) {
    static final RouteEnd NONE = new RouteEnd("", Map.of());

    public RouteEnd {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    RouteEnd without(String option) {
        Map<String, String> left = new LinkedHashMap<>(parameters);
        left.remove(option);
        return new RouteEnd(uri, left);
    }

    JsonObject toCamel() {
        JsonObject end = new JsonObject().put("uri", uri);
        if (!parameters.isEmpty()) {
            JsonObject options = new JsonObject();
            parameters.forEach(options::put);
            end.put("parameters", options);
        }
        return end;
    }
}
