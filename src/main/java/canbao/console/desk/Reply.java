package canbao.console.desk;

import canbao.console.web.Json;
import canbao.model.Wording;
import io.vertx.core.json.JsonObject;

/** What the desk answers. */
public sealed interface Reply {
    /** It worked; the body says what came of it. */
    record Found(JsonObject body) implements Reply {}

    /**
     * A file to keep.
     *
     * @param name plain ASCII
     */
    @SuppressWarnings("ArrayRecordComponent")
    record File(String name, String type, byte[] bytes) implements Reply {}

    /** It was not done: why, and what to do. */
    record Refused(int status, String rule, Wording message, Wording fix) implements Reply {}

    static Reply of(Record found) {
        return new Found(Json.of(found));
    }

    static Reply of(JsonObject found) {
        return new Found(found);
    }

    static Reply refused(int status, String rule, Wording message, Wording fix) {
        return new Refused(status, rule, message, fix);
    }

    /** There is nothing under this name. */
    static Reply missing(String zh, String en) {
        return refused(404, "NOT_FOUND", new Wording(zh, en), new Wording("先列出有哪些。", "List what there is first."));
    }
}
