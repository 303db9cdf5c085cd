package canbao.console;

import canbao.console.door.DoorBell;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Serves the page with invented statuses, for whoever works on its looks: prints one address for each. */
public final class SampleConsole {
    private SampleConsole() {}

    public static void main(String[] arguments) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        long start = System.currentTimeMillis();
        Map<String, Supplier<Status>> states = new LinkedHashMap<>();
        states.put("empty", SampleStatus::empty);
        states.put("start", () -> SampleStatus.at(0.06));
        states.put("middle", SampleStatus::middle);
        states.put("trouble", SampleStatus::trouble);
        states.put("end", () -> SampleStatus.at(1));
        states.put(
                "running",
                () -> SampleStatus.at(Math.min(1, (System.currentTimeMillis() - start) % 100_000 / 90_000.0)));
        states.put(
                "losing",
                () -> System.currentTimeMillis() % 20_000 < 10_000 ? SampleStatus.middle() : SampleStatus.uncounted());
        states.forEach((name, status) -> serve(vertx, name, name.equals("end"), status));
        Thread.currentThread().join();
    }

    // The harness stays reachable through the deployed verticle, and lives as long as the process.
    private static void serve(Vertx vertx, String name, boolean account, Supplier<Status> status) {
        DoorBell none = (feed, actor, headers, body) -> {
            throw new IllegalStateException("nobody rings here");
        };
        @SuppressWarnings("resource")
        ConsoleHarness console = new ConsoleHarness(vertx, Platform.database(), none, account, status);
        System.out.println(name + " " + console.uri("/"));
    }
}
