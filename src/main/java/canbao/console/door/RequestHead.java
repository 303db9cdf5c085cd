package canbao.console.door;

import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request without its body, as the OpenAPI validator takes it. The validator reads every value as JSON, so that a text
 * which looks like a number would become one: texts are therefore handed over as JSON strings.
 */
record RequestHead(
        Map<String, RequestParameter> headers, Map<String, RequestParameter> path, Map<String, RequestParameter> query)
        implements ValidatableRequest {
    private static final RequestParameter NOTHING = () -> null;

    /** @param headers those that concern us, ignoring case; one that came twice is joined by a comma */
    static RequestHead of(RoutingContext context, Map<String, String> headers, Operation operation) {
        RequestHead head = new RequestHead(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (Parameter parameter : operation.getParameters()) {
            String name = parameter.getName();
            switch (parameter.getIn()) {
                case HEADER -> head.headers.put(name, value(parameter, headers.get(name)));
                case PATH -> head.path.put(name, value(parameter, context.pathParam(name)));
                case QUERY -> head.query.put(name, value(parameter, joined(context.queryParam(name))));
                case COOKIE -> throw new IllegalStateException("no door reads a cookie");
            }
        }
        return head;
    }

    private static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : String.join(",", values);
    }

    private static RequestParameter value(Parameter parameter, @Nullable String value) {
        if (value == null) {
            return NOTHING;
        }
        String json = parameter.getSchemaType() == SchemaType.STRING ? Json.encode(value) : value;
        return () -> json;
    }

    @Override
    public Map<String, RequestParameter> getHeaders() {
        return headers;
    }

    @Override
    public Map<String, RequestParameter> getCookies() {
        return Map.of();
    }

    @Override
    public Map<String, RequestParameter> getPathParameters() {
        return path;
    }

    @Override
    public Map<String, RequestParameter> getQuery() {
        return query;
    }

    @Override
    public RequestParameter getBody() {
        return NOTHING;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }
}
