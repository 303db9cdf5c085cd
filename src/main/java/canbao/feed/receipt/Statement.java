package canbao.feed.receipt;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the hub says of a batch: the text that is signed, and the JSON that is sent. The text has every field in its order,
 * with name and length ({@code feed 12:tax/payments}), so that no two statements have the same text.
 *
 * @param values one for each field of the kind: a whole number, a text, or null for what is not known
 */
record Statement(Kind kind, List<@Nullable Object> values) {
    Statement {
        if (values.size() != kind.fields().size()) {
            throw new IllegalArgumentException(
                    "a " + kind + " says " + kind.fields().size() + " things");
        }
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** What stands under a field's name. */
    @Nullable
    Object value(String name) {
        for (int i = 0; i < values.size(); i++) {
            if (kind.fields().get(i).name().equals(name)) {
                return values.get(i);
            }
        }
        throw new IllegalArgumentException("a " + kind + " says nothing called " + name);
    }

    /** The bytes that are signed. */
    byte[] signed(String keyId, String signedAt) {
        StringBuilder text = text(0, values.size());
        field(text, "keyId", keyId);
        field(text, "algorithm", Signature.ALGORITHM);
        field(text, "signedAt", signedAt);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The first fields as text, without a signature. */
    StringBuilder text(int from, int to) {
        StringBuilder text = new StringBuilder(kind.document()).append('\n');
        for (int i = from; i < to; i++) {
            field(text, kind.fields().get(i).name(), values.get(i));
        }
        return text;
    }

    /** Appends {@code name length:value}, the length in bytes of UTF-8; {@code name -} for what is not known. */
    static void field(StringBuilder text, String name, @Nullable Object value) {
        text.append(name).append(' ');
        if (value == null) {
            text.append('-');
        } else {
            String written = value.toString();
            text.append(written.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(written);
        }
        text.append('\n');
    }

    /** The document up to its last brace, which the caller adds, or more before it. */
    String open(@Nullable Signature signature) {
        StringBuilder json = new StringBuilder("{\n  \"document\": ").append(Json.encode(kind.document()));
        for (int i = 0; i < values.size(); i++) {
            json.append(",\n  \"").append(kind.fields().get(i).name()).append("\": ");
            json.append(Json.encode(values.get(i)));
        }
        return json.append(",\n  \"signature\": ")
                .append(signature == null ? "null" : signature.json())
                .toString();
    }

    /** The whole document. */
    String json(@Nullable Signature signature) {
        return open(signature) + "\n}\n";
    }

    /** Reads what {@link #json} wrote; empty when anything is missing or of another type. */
    static Optional<Statement> read(JsonObject json) {
        Optional<Kind> kind = Kind.of(json.getValue("document"));
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Kind.Field field : kind.get().fields()) {
            Object value = json.getValue(field.name());
            boolean fits = value == null
                    || (field.number() ? value instanceof Integer || value instanceof Long : value instanceof String);
            if (!fits || !json.containsKey(field.name())) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(new Statement(kind.get(), values));
    }
}
