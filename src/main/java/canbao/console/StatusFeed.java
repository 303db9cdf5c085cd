package canbao.console;

import canbao.console.web.Aside;
import canbao.console.web.Json;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status as JSON, made at most once a second however many look on. While the supplier fails the last good one stays,
 * with {@code stale} true.
 */
final class StatusFeed {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFeed.class);

    private final Supplier<Status> supplier;
    private final Set<Listener> listeners = new HashSet<>();
    private String current = new JsonObject().put("stale", true).encode();
    private long madeNanos = -1;
    private boolean making;
    private @Nullable String trouble;

    StatusFeed(Supplier<Status> supplier) {
        this.supplier = supplier;
    }

    /** Somebody who wants to hear every second; on the verticle's context. */
    interface Listener {
        /** Takes one status; false to hear no more. */
        boolean hear(String json);
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    int size() {
        return listeners.size();
    }

    /** Tells everybody the newest status. Call it once a second. */
    void tick() {
        if (listeners.isEmpty()) {
            return;
        }
        String json = json();
        for (Listener listener : Set.copyOf(listeners)) {
            if (!listener.hear(json)) {
                listeners.remove(listener);
            }
        }
    }

    /** The status, at most a second old unless it cannot be had or is being made. */
    String json() {
        if (making || (madeNanos >= 0 && System.nanoTime() - madeNanos < 900_000_000L)) {
            return current;
        }
        making = true;
        try {
            current =
                    Aside.run(() -> Json.of(supplier.get()).put("stale", false).encode());
            trouble = null;
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            making = false;
            madeNanos = System.nanoTime();
        }
        return current;
    }

    private void failed(RuntimeException e) {
        String name = e.getClass().getName();
        if (!name.equals(trouble)) {
            LOG.atWarn().addKeyValue("error", name).log("no status for the page, trying again");
        }
        trouble = name;
        current = new JsonObject(current).put("stale", true).encode();
    }
}
