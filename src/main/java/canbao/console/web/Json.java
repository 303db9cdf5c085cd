package canbao.console.web;

import canbao.model.batch.Receipt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON: a component is a key of the same name, times are ISO 8601 in Asia/Shanghai, enums are their
 * names, everything that is neither a record, a list nor a map is a text.
 */
public final class Json {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Json() {}

    public static JsonObject of(Record written) {
        JsonObject object = new JsonObject();
        for (RecordComponent component : written.getClass().getRecordComponents()) {
            object.put(component.getName(), value(read(written, component)));
        }
        return object;
    }

    public static JsonObject of(Receipt receipt) {
        JsonObject object = of((Record) receipt);
        if (receipt.rows() < 0) {
            object.putNull("rows");
        }
        return object;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> time(instant);
            case Number number -> number;
            case Boolean flag -> flag;
            case Iterable<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(item -> array.add(value(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, item) -> object.put(String.valueOf(key), value(item)));
                yield object;
            }
            case canbao.model.FeedId feed -> feed.toString();
            case canbao.model.PersonKey person -> person.toString();
            case Record nested -> of(nested);
            default -> value.toString();
        };
    }

    /** A moment as every answer writes it. */
    public static String time(Instant instant) {
        return OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), SHANGHAI)
                .toString();
    }

    private static @Nullable Object read(Record written, RecordComponent component) {
        try {
            return component.getAccessor().invoke(written);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
