package canbao.runtime.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Seal;
import canbao.feed.HubComponent;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.Receipting;
import canbao.feed.batch.BatchLoop;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.receipt.ReceiptCheck;
import canbao.feed.receipt.ReceiptOffice;
import canbao.feed.receipt.TryKeys;
import canbao.feed.receipt.back.OwedStore;
import canbao.feed.receipt.back.ReceiptLoop;
import canbao.feed.receipt.back.WayBack;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.kafka.Kafka;
import canbao.io.yaml.Problems;
import canbao.model.PersonKey;
import canbao.registry.Registry;
import canbao.routes.Routes;
import canbao.testing.Platform;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Inbox, reader, registry and real routes over one database, without the rest of the hub. */
final class DoorWorld implements AutoCloseable {
    private static final byte[] KEY = "sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII);

    final Path folder = Platform.folder("doors");
    final Properties values = new Properties();
    final DatabaseAddress address = Platform.freshDatabase();
    private final Database database = new Database(Platform.vertx(), address, 8);
    private final Clock clock = Clock.systemUTC();
    private final LeaseStore leases = new LeaseStore(database, "one", Duration.ofSeconds(10));
    private final ContractCatalogue contracts = ContractCatalogue.load(Path.of("config"), new Problems());
    private final BatchLoop reader;
    private final TryKeys keys = new TryKeys();
    private final ReceiptOffice office = new ReceiptOffice(database, keys.ring(), clock);
    private final List<AutoCloseable> closing = new ArrayList<>();
    private Runnable receipts = () -> {};

    DoorWorld() {
        Registry registry = new Registry(
                sightings -> sightings.stream()
                        .map(from -> new PersonKey(from.sighting().certificateKey()))
                        .toList(),
                "changes",
                4);
        reader = new BatchLoop(
                database,
                contracts,
                new CertificateKeys(KEY),
                new Seal(KEY),
                new Lease(leases, "reader"),
                registry::begin);
    }

    /** Writes a route file of one template. */
    void route(String name, String yaml) throws IOException {
        Path routes = Files.createDirectories(folder.resolve("routes/templates"));
        try (Stream<Path> templates = Files.list(Path.of("routes/templates"))) {
            for (Path template : templates.toList()) {
                Files.write(routes.resolve(template.getFileName()), Files.readAllBytes(template));
            }
        }
        Files.writeString(folder.resolve("routes").resolve(name + ".camel.yaml"), yaml);
    }

    /** Starts the routes that were written, and polls. */
    void start(DoorSettings settings) {
        Problems problems = new Problems();
        Map<String, WayBack> ways = WaysBack.of(
                Routes.check(folder.resolve("routes"), problems),
                settings,
                values,
                servers -> new Kafka(Platform.vertx(), servers),
                problems);
        problems.throwIfAny();
        Receipting receipting = new Receipting(receipt -> receipt.with(office.first(receipt)), ways::containsKey);
        Inbox inbox = new Inbox(contracts, new InboxStore(database, new Seal(KEY)), clock, () -> {}, receipting);
        Routes routes = Routes.start(
                folder.resolve("routes"),
                new HubComponent(inbox),
                PolledDoors.of(settings, values, database, KEY, clock),
                leases);
        closing.add(routes);
        routes.step();
        ReceiptLoop loop = new ReceiptLoop(new Lease(leases, "receipts"), new OwedStore(database), office, ways, clock);
        closing.add(loop);
        receipts = () -> assertThat(loop.step()).isFalse();
    }

    /** Sends back what is owed, or begins to. */
    void tell() {
        receipts.run();
    }

    /** Whether a receipt is genuine, by the keys of this hub. */
    boolean isGenuine(byte[] receipt) {
        return ReceiptCheck.of(receipt, keys.keys(), Optional.empty()).good();
    }

    /** Reads what has been stored. */
    void read() {
        while (reader.step()) {
            // One batch a step.
        }
    }

    List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        for (Row row : database.run(sql)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                texts.add(String.valueOf(row.getValue(i)));
            }
            rows.add(String.join(" ", texts));
        }
        return rows;
    }

    void sql(String sql) {
        database.run(sql);
    }

    /** A row of tax/payments; people are synthetic. */
    static String payment(String id, int person) {
        return "{\"zsuuid\":\"%s\",\"jfrsbh\":\"%s\",\"jfrmc\":\"测试\",\"ssnd\":\"2025\",\"sjje\":\"400.00\",\"jylx\":\"缴费\",\"jysj\":\"20241101080000\"}"
                .formatted(id, number(person));
    }

    static String number(int n) {
        String body = "33030219900101%03d".formatted(n);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    @Override
    public void close() {
        for (AutoCloseable each : closing.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        database.close();
    }
}
