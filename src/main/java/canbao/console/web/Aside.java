package canbao.console.web;

import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Work that may block or compute for long, on a virtual thread of its own, while the verticle serves others. */
public final class Aside {
    private Aside() {}

    public static <T> T run(Supplier<T> work) {
        Promise<T> promise = Promise.promise();
        Thread.ofVirtual().name("console-aside").start(() -> {
            try {
                promise.complete(work.get());
            } catch (RuntimeException | Error e) {
                promise.fail(e);
            }
        });
        return promise.future().await();
    }
}
