package canbao.console.door;

import canbao.security.Rule;
import canbao.security.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI 3.1 document of the doors ({@code src/main/resources/openapi/hub.yaml}). Path, query and headers of every
 * request are checked against it; a body is not, because its rows are read one by one by the feed's contract.
 */
final class ApiDocument {
    private static final String SOURCE = "/openapi/hub.yaml";

    private final JsonObject text;
    private final OpenAPIContract contract;
    private final RequestValidator validator;

    private ApiDocument(JsonObject text, OpenAPIContract contract, RequestValidator validator) {
        this.text = text;
        this.contract = contract;
        this.validator = validator;
    }

    /** Reads the document; waits, so call it where waiting is allowed. */
    static ApiDocument load(Vertx vertx) {
        JsonObject text = read();
        OpenAPIContract heads =
                OpenAPIContract.from(vertx, withoutBodies(text.copy())).await();
        return new ApiDocument(text, heads, RequestValidator.create(vertx, heads));
    }

    private static JsonObject read() {
        try (InputStream source = ApiDocument.class.getResourceAsStream(SOURCE)) {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromInputStream(Objects.requireNonNull(source));
            // Written and read once, so that lists and mappings are the library's own.
            return new JsonObject(Json.encode(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SOURCE, e);
        }
    }

    /** The document as it is written, a copy. */
    JsonObject text() {
        return text.copy();
    }

    /**
     * What is wrong with the request's head, if anything.
     *
     * @param headers ignoring case; one that came twice is joined by a comma
     */
    Optional<Verdict.Denied> check(RoutingContext context, Map<String, String> headers, String operationId) {
        Operation operation = contract.operation(operationId);
        try {
            validator
                    .validate(RequestHead.of(context, headers, operation), operationId)
                    .await();
            return Optional.empty();
        } catch (ValidatorException e) {
            return Optional.of(denied(e, operation, context));
        }
    }

    private static Verdict.Denied denied(ValidatorException e, Operation operation, RoutingContext context) {
        String message = String.valueOf(e.getMessage());
        @Nullable
        Parameter named = operation.getParameters().stream()
                .filter(parameter -> message.contains(" " + parameter.getName()))
                .max(Comparator.comparingInt(parameter -> parameter.getName().length()))
                .orElse(null);
        if (named == null) {
            return Rule.PARAMETER_MALFORMED.of(operation.getOperationId());
        }
        return switch (named.getIn()) {
            case PATH ->
                switch (named.getName()) {
                    case "batch" -> Rule.NO_SUCH_BATCH.of(Reception.shown(context.pathParam("batch")));
                    case "correction" -> Rule.NO_SUCH_CORRECTION.of(Reception.shown(context.pathParam("correction")));
                    default ->
                        Rule.NO_SUCH_FEED.of("/feeds/" + Reception.shown(context.pathParam("agency")) + "/"
                                + Reception.shown(context.pathParam("feed")));
                };
            case HEADER ->
                e.type() == ValidatorErrorType.MISSING_REQUIRED_PARAMETER
                        ? Rule.HEADER_MISSING.of(named.getName())
                        : Rule.HEADER_MALFORMED.of(named.getName());
            default -> Rule.PARAMETER_MALFORMED.of(named.getName());
        };
    }

    static JsonObject withoutBodies(JsonObject document) {
        JsonObject paths = document.getJsonObject("paths");
        paths.fieldNames().forEach(path -> {
            JsonObject operations = paths.getJsonObject(path);
            for (String method : List.of("get", "post")) {
                JsonObject operation = operations.getJsonObject(method);
                if (operation != null) {
                    operation.remove("requestBody");
                    // Nor are answers: the library knows no workbooks.
                    JsonObject answers = operation.getJsonObject("responses");
                    answers.fieldNames()
                            .forEach(status -> answers.getJsonObject(status).remove("content"));
                }
            }
        });
        return document;
    }
}
