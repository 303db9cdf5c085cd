package canbao.console.desk;

import canbao.model.Actor;
import canbao.model.Wording;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** One question to the desk, by somebody who is signed in. What is missing or malformed is {@link Malformed}. */
public final class Call {
    private final Actor actor;
    private final RoutingContext context;

    Call(Actor actor, RoutingContext context) {
        this.actor = actor;
        this.context = context;
    }

    public Actor actor() {
        return actor;
    }

    /** A part of the path. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** A number in the path. */
    public long id(String name) {
        return number(name, path(name));
    }

    /** A query parameter. */
    public Optional<String> query(String name) {
        List<String> values = context.queryParam(name);
        return values.isEmpty() || values.getFirst().isBlank() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** A number among the query parameters, at most the limit. */
    public int query(String name, int otherwise, int limit) {
        return query(name).map(text -> Math.clamp(number(name, text), 0, limit)).orElse(otherwise);
    }

    /** The posted JSON object; an empty one when nothing was posted. */
    public JsonObject body() {
        try {
            JsonObject body = context.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException e) {
            throw new Malformed("body", "应为 JSON 对象", "must be a JSON object");
        }
    }

    /** A text of the posted object that must be there. */
    public String text(String name) {
        if (body().getValue(name) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new Malformed(name, "不能为空", "must be a text");
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Malformed(name, "应为整数", "must be a whole number");
        }
    }

    /** A question that cannot be understood: which part, and what it must be. */
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String place;
        private final String zh;
        private final String en;

        public Malformed(String place, String zh, String en) {
            super(place + " " + en);
            this.place = place;
            this.zh = zh;
            this.en = en;
        }

        Wording wording() {
            return new Wording(place + " " + zh + "。", place + " " + en + ".");
        }

        Wording fix() {
            return new Wording("改正 " + place + " 后重试。", "Correct " + place + " and try again.");
        }
    }
}
