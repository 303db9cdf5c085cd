package canbao.cli.doors;

import canbao.io.DatabaseAddress;
import canbao.io.kafka.Kafka;
import canbao.io.kafka.TopicWriter;
import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.TableDatabase;
import canbao.sim.FolderAgency;
import canbao.sim.SftpAgency;
import canbao.sim.SignedPush;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Civil affairs with every kind of system that an agency may have, each real and on loopback; and the doors to them. */
final class Agency implements AutoCloseable {
    static final String FEED = "civil-affairs/hardship";
    private static final String POLLED = "with: { feed: " + FEED + ", every: PT0.1S";
    /** More would not fit into one record of a broker's usual size. */
    private static final int KAFKA_BYTES = 1_000_000;

    private final Path folder;
    private final Vertx vertx;
    private final World.Servers servers;
    private final String suffix;
    private final Credentials credentials;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final Map<String, TableDatabase> databases = new LinkedHashMap<>();

    /** What the agency knows to sign in with; {@code boxPort} is the hub's SFTP server's. */
    record Credentials(String secret, String password, int boxPort) {
        @Override
        public String toString() {
            return "Credentials[***]";
        }
    }

    /** @param suffix what is at the end of this world's topic and database */
    Agency(Path folder, Vertx vertx, World.Servers servers, String suffix, Credentials credentials) {
        this.folder = folder;
        this.vertx = vertx;
        this.servers = servers;
        this.suffix = suffix;
        this.credentials = credentials;
    }

    /** The exchange databases by the names that routes use. */
    Map<String, TableDatabase> databases() {
        return databases;
    }

    /** The door of that id, with whatever stands behind it started. */
    TryDoor door(String id) throws IOException {
        return switch (id) {
            case "sftp-fetch" -> fetched();
            case "sftp-drop" -> dropped();
            case "folder" -> folder();
            case "push-csv" -> push(id, "CSV", SameList::csv);
            case "push-xlsx" -> push(id, "XLSX", SameList::xlsx);
            case "push-json" -> push(id, "JSON 数组 / array", SameList::jsonArray);
            case "push-lines" -> push(id, "JSON 逐行 / lines", SameList::jsonLines);
            case "push-zip" -> push(id, "ZIP", SameList::zip);
            case "http-pull" -> pulled();
            case "table-postgres" -> table(id, "PostgreSQL", postgres());
            case "table-mariadb" -> table(id, "MariaDB", mariadb());
            case "kafka" -> kafka();
            default -> throw new IllegalArgumentException("no door is called " + id);
        };
    }

    private TryDoor fetched() throws IOException {
        Path root = folder.resolve("agency-sftp");
        Path out = Files.createDirectories(root.resolve("out"));
        SftpAgency agency = new SftpAgency(root, "canbao", credentials.password(), 0);
        agency.start();
        closing.push(agency::stop);
        Path known = Files.writeString(folder.resolve("known_hosts"), agency.knownHosts());
        return new TryDoor(
                "sftp-fetch",
                "SFTP 提取 / SFTP fetched",
                "template: sftp-fetch\n" + POLLED + ", server: x.sftp, settle: PT0S }\n",
                Map.of(
                        "x.sftp",
                        "127.0.0.1:" + agency.port(),
                        "x.sftp.user",
                        "canbao",
                        "x.sftp.password",
                        "{ file: secrets/box }",
                        "x.sftp.known-hosts",
                        known.toString()),
                (list, at) -> new FolderAgency(out).put(at.fileName(), list.csv()));
    }

    private TryDoor dropped() {
        return new TryDoor(
                "sftp-drop",
                "SFTP 投放 / SFTP dropped",
                "template: sftp-drop\n" + POLLED + ", settle: PT0S }\n",
                Map.of(),
                (list, at) -> SftpUpload.put(
                        credentials.boxPort(),
                        "civil-affairs",
                        credentials.password(),
                        "/hardship/" + at.fileName(),
                        list.csv()));
    }

    private TryDoor folder() throws IOException {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        return new TryDoor(
                "folder",
                "文件夹 / folder",
                "template: folder\n" + POLLED + ", place: x.folder, settle: PT0S }\n",
                Map.of("x.folder", drop.toString()),
                (list, at) -> new FolderAgency(drop).put(at.fileName(), list.csv()));
    }

    private TryDoor push(String id, String form, Function<SameList, byte[]> bytes) {
        return new TryDoor(
                id,
                "HTTP 推送 / push " + form,
                "template: http-push\nwith: { feed: " + FEED + " }\n",
                Map.of(),
                (list, at) -> push(id, bytes.apply(list), at));
    }

    private void push(String id, byte[] body, Occasion at) {
        URI hub = URI.create("http://127.0.0.1:" + at.httpPort());
        byte[] secret = credentials.secret().getBytes(StandardCharsets.UTF_8);
        try (SignedPush push = new SignedPush(hub, "civil-affairs-1", secret, Clock.systemUTC())) {
            SignedPush.Answer answer = push.post(
                    FEED, body, Map.of("Idempotency-Key", id + "-" + at.day(), "X-Canbao-As-Of", "" + at.day()));
            if (!answer.accepted()) {
                throw new IllegalStateException("the hub answered " + answer.status() + " " + answer.body());
            }
        }
    }

    private TryDoor pulled() {
        Queue<byte[]> offered = new ConcurrentLinkedQueue<>();
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            byte[] bytes = offered.peek();
            if (bytes == null) {
                request.response().setStatusCode(304).end();
            } else {
                request.response().end(Buffer.buffer(bytes));
            }
        });
        server.listen(0, "127.0.0.1").await();
        closing.push(() -> server.close().await());
        return new TryDoor(
                "http-pull",
                "HTTP 提取 / pull JSON",
                "template: http-pull\n" + POLLED + ", server: x.api, path: /hardship }\n",
                Map.of("x.api", "http://127.0.0.1:" + server.actualPort()),
                (list, at) -> offered.add(list.jsonArray()));
    }

    private TryDoor table(String id, String kind, TableDatabase address) {
        AgencyTableStore store = new AgencyTableStore(address);
        store.create();
        databases.put("x." + id, address);
        return new TryDoor(
                id,
                "前置库 / exchange table, " + kind,
                "template: table-snapshot\n" + POLLED + ", database: x." + id + ", table: " + AgencyTableStore.TABLE
                        + ", key: " + AgencyTableStore.KEY + " }\n",
                Map.of(),
                (list, at) -> store.write(list, "" + at.day(), at.day()));
    }

    private TableDatabase postgres() {
        DatabaseAddress made = DoorsStore.create(servers.postgres(), "exchange_" + suffix);
        return new TableDatabase(
                Dialect.POSTGRES, made.host(), made.port(), made.database(), made.user(), made.password(), false);
    }

    private TableDatabase mariadb() {
        return servers.mariadb().orElseThrow();
    }

    private TryDoor kafka() {
        String topic = "doors." + suffix;
        TopicWriter writer = new TopicWriter(new Kafka(vertx, servers.kafka()), topic, 1);
        closing.push(writer);
        return new TryDoor(
                "kafka",
                "Kafka，一条记录 / one record",
                "template: kafka\nwith: { feed: " + FEED + ", brokers: x.kafka, topic: x.topic, group: doors-" + suffix
                        + " }\n",
                Map.of("x.kafka", servers.kafka(), "x.topic", topic),
                (list, at) -> writer.write("list", new String(list.jsonArray(), StandardCharsets.UTF_8)));
    }

    /** Why a list cannot go through a door, if it cannot. */
    static Optional<String> obstacle(String id, SameList list, World.Servers servers) {
        if (id.equals("table-mariadb") && servers.mariadb().isEmpty()) {
            return Optional.of(
                    "没有 MariaDB，用 --mariadb 指定 / no MariaDB here: name one with --mariadb host:port/database");
        }
        if (id.equals("kafka") && list.jsonArray().length > KAFKA_BYTES) {
            return Optional.of("名单超过一条记录的 1 MB / the list is larger than a record's 1 MB");
        }
        return Optional.empty();
    }

    /** All doors, in the order in which they are tried. */
    static List<String> all() {
        return List.of(
                "sftp-fetch",
                "sftp-drop",
                "folder",
                "push-csv",
                "push-xlsx",
                "push-json",
                "push-lines",
                "push-zip",
                "http-pull",
                "table-postgres",
                "table-mariadb",
                "kafka");
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
