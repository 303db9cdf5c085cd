package canbao.console.door;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.crypto.Seal;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.contract.ContractCatalogue;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problems;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A hub that only takes batches in: host, port, database, user, password, config folder. Prints its port, then for
 * each batch by how many bytes the heap in use has grown at most, measured ten times a second after a collection.
 */
final class BigBodyChild {
    private static volatile long least = Long.MAX_VALUE;
    private static volatile long most;

    private BigBodyChild() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        Database database = new Database(
                vertx,
                new DatabaseAddress(
                        arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3], arguments[4]),
                4);
        ContractCatalogue contracts = ContractCatalogue.load(Path.of(arguments[5]), new Problems());
        Seal seal = new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII));
        Inbox inbox = new Inbox(contracts, new InboxStore(database, seal), Clock.systemUTC(), () -> {});
        ConsoleHarness console = new ConsoleHarness(
                vertx,
                database,
                (feed, actor, headers, body) -> {
                    Receipt receipt = inbox.accept(new Delivery(feed, actor, "", null, null, Control.NONE, body));
                    System.out.println(most - least);
                    return receipt;
                },
                true,
                SampleStatus::middle,
                ConsoleHarness.settings(1L << 30, null),
                Set.of());
        Thread.ofPlatform().start(BigBodyChild::measure);
        System.out.println(console.uri("/").getPort());
    }

    private static void measure() {
        while (true) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            least = Math.min(least, used);
            most = Math.max(most, used);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
