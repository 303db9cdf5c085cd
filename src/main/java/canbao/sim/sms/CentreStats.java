package canbao.sim.sms;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** What the centre counted: segments, answers, reports, and the most submits that one connection had unanswered. */
final class CentreStats {
    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    synchronized void most(String what, long value) {
        counts.merge(what, value, Math::max);
    }

    synchronized Map<String, Long> all() {
        return Map.copyOf(counts);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        all().forEach(json::put);
        return json;
    }
}
