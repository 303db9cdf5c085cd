package canbao.cli.doors;

import canbao.cli.Folders;
import canbao.cli.SecretsCommand;
import canbao.cli.receipt.ReceiptKeyFile;
import canbao.feed.ReceiptStore;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.routes.table.agency.TableDatabase;
import canbao.runtime.Books;
import canbao.runtime.Hub;
import canbao.runtime.HubConfig;
import canbao.runtime.SetClock;
import canbao.security.Secret;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A hub with an empty database and some of the doors, and the agency behind them. */
final class World implements AutoCloseable {
    private static final LocalDate FIRST = LocalDate.of(2024, 11, 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int REJECTIONS = 1_000;

    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final Map<String, TryDoor> doors = new LinkedHashMap<>();
    private final SetClock clock = new SetClock();
    private final Hub hub;
    private final DoorsStore store;
    private final ReceiptStore receipts;
    private LocalDate day = FIRST;
    private long batch;

    /** The servers that all worlds share. */
    record Servers(DatabaseAddress postgres, String kafka, Optional<TableDatabase> mariadb) {}

    /**
     * @param suffix what tells this world's database and topics from others on the same servers
     * @param keys a folder with the secrets of all worlds: without one key there is no one hash
     */
    World(Path folder, Path keys, Servers servers, String suffix, List<String> ids) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Vertx vertx = Vertx.vertx();
        closing.push(() -> vertx.close().await());
        String secret = Files.readString(keys.resolve("civil-affairs-1")).strip();
        String password = Files.readString(keys.resolve("box")).strip();
        int boxPort = freePort();
        Agency agency = new Agency(folder, vertx, servers, suffix, new Agency.Credentials(secret, password, boxPort));
        closing.push(agency);
        for (String id : ids) {
            doors.put(id, agency.door(id));
        }
        Path routes = routes(folder);
        DatabaseAddress database = DoorsStore.create(servers.postgres(), "doors_" + suffix);
        config(config, keys);
        Files.writeString(config.resolve("hub.yaml"), hubYaml(folder, database, servers.kafka(), suffix, boxPort));
        Files.writeString(
                config.resolve("hub.yaml"),
                databases(agency.databases(), config),
                java.nio.file.StandardOpenOption.APPEND);
        clock.set(day.atTime(8, 0));
        Problems problems = new Problems();
        HubConfig settings = HubConfig.load(config, problems);
        Books books = Books.load(config, problems);
        problems.throwIfAny();
        hub = new Hub(vertx, settings, books, clock);
        closing.push(hub);
        hub.start(routes, Optional.empty());
        Database own = new Database(vertx, database, 2);
        closing.push(own);
        store = new DoorsStore(own);
        receipts = new ReceiptStore(own);
    }

    /** Makes the secrets that worlds share. */
    static void secrets(Path keys) throws IOException {
        SecretsCommand.make(keys, new SecureRandom());
        Secret.create(keys.resolve("civil-affairs-1"), new SecureRandom());
        Secret.create(keys.resolve("box"), new SecureRandom());
    }

    /** Sends the list through a door on a new day, and waits until it has been read. */
    Passage pass(String id, SameList list) throws Exception {
        long start = System.nanoTime();
        TryDoor door = java.util.Objects.requireNonNull(doors.get(id));
        door.sender().send(list, new Occasion(day, hub.port()));
        batch = await(id);
        double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
        day = day.plusDays(1);
        clock.set(day.atTime(8, 0));
        ReceiptStore.BatchResult result =
                receipts.find(FeedId.of(Agency.FEED), batch).orElseThrow();
        List<String> rejections = new ArrayList<>();
        // Which line a row is on depends on the form; what is said of it does not.
        receipts.rejections(batch, 0, REJECTIONS)
                .forEach(row ->
                        rejections.add(row.field() + " [" + row.masked() + "] " + row.rule() + ": " + row.fix()));
        return new Passage(door, result, rejections.stream().sorted().toList(), store.state(Agency.FEED), seconds);
    }

    /** How many batches there are. */
    long batches() {
        return store.stored(Agency.FEED);
    }

    private long await(String id) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            OptionalLong done = store.doneAfter(Agency.FEED, batch);
            if (done.isPresent()) {
                return done.getAsLong();
            }
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        "waited " + PATIENCE.toSeconds() + " s in vain for a batch through " + id);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private Path routes(Path folder) throws IOException {
        Path routes = folder.resolve("routes");
        Folders.copy(Path.of("routes/templates"), routes.resolve("templates"));
        Map<String, String> texts = new TreeMap<>();
        // All forms of a push go through one route.
        doors.values().forEach(door -> texts.put(door.id().startsWith("push-") ? "push" : door.id(), door.route()));
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(routes.resolve(text.getKey() + ".camel.yaml"), text.getValue());
        }
        return routes;
    }

    private static void config(Path config, Path keys) throws IOException {
        for (String part : List.of("contracts", "codes", "policies", "reminders", "calendars")) {
            Folders.copy(Path.of("config", part), config.resolve(part));
        }
        Folders.copy(keys, config.resolve("secrets"));
        ReceiptKeyFile.ensure(config, FIRST, new SecureRandom());
        Files.writeString(config.resolve("agencies.yaml"), """
                agencies:
                  - id: civil-affairs
                    name: { zh: 民政局, en: Civil affairs }
                    feeds: [hardship]
                    doors: { sftp: { user: civil-affairs, password: { file: secrets/box } } }
                    keys:
                      - { id: civil-affairs-1, secret: { file: secrets/civil-affairs-1 }, from: 2024-01-01 }
                """);
    }

    private String hubYaml(Path folder, DatabaseAddress database, String kafka, String suffix, int boxPort)
            throws IOException {
        Path secrets = folder.resolve("config/secrets");
        Files.writeString(secrets.resolve("postgres"), database.password() + "\n");
        StringBuilder routes = new StringBuilder();
        doors.values()
                .forEach(door -> door.settings()
                        .forEach((name, value) -> routes.append("  ")
                                .append(name)
                                .append(": ")
                                .append(value.startsWith("{") ? value : '"' + value + '"')
                                .append('\n')));
        return """
                instance: doors
                leaseLength: PT5S
                postgres: { host: %s, port: %d, database: %s, user: %s, password: { file: secrets/postgres } }
                kafka: { servers: "%s", topic: "changes.%s", partitions: 1 }
                http: { host: 127.0.0.1, port: 0 }
                admin: { user: nobody, passwordFile: none }
                keys: { vault: { file: secrets/vault-key }, lookup: { file: secrets/lookup-key } }
                sms: { account: none, host: 127.0.0.1, port: 1, user: canbao, secret: { file: secrets/sms }, serviceNumber: "0" }
                sftp: { host: 127.0.0.1, port: %d, folder: "%s", hostKey: secrets/sftp-host-key }
                routes:%s
                """.formatted(
                        database.host(),
                        database.port(),
                        database.database(),
                        database.user(),
                        kafka,
                        suffix,
                        boxPort,
                        Files.createDirectories(folder.resolve("box")),
                        routes.isEmpty() ? " {}" : "\n" + routes);
    }

    private static String databases(Map<String, TableDatabase> databases, Path config) throws IOException {
        if (databases.isEmpty()) {
            return "";
        }
        StringBuilder yaml = new StringBuilder("databases:\n");
        for (Map.Entry<String, TableDatabase> entry : databases.entrySet()) {
            TableDatabase database = entry.getValue();
            Files.writeString(config.resolve("secrets").resolve(entry.getKey()), database.password() + "\n");
            yaml.append(
                    "  %s: { kind: %s, host: %s, port: %d, database: %s, user: %s, password: { file: secrets/%s } }%n"
                            .formatted(
                                    entry.getKey(),
                                    database.kind(),
                                    database.host(),
                                    database.port(),
                                    database.database(),
                                    database.user(),
                                    entry.getKey()));
        }
        return yaml.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                System.err.println("did not close cleanly: " + e);
            }
        }
    }
}
