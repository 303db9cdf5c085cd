package canbao.runtime.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.model.Wording;
import canbao.routes.sftp.DropServer;
import canbao.routes.sftp.HostKey;
import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.ExchangeTable;
import canbao.routes.table.agency.TableDatabase;
import canbao.security.AgencyDoors;
import canbao.security.AgencyKeys;
import canbao.security.AgencyKeys.Agency;
import canbao.security.Secret;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolledDoorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String PASSWORD = "a-long-password-for-tax";
    private static final DoorSettings NONE = new DoorSettings(Map.of(), Optional.empty());

    private final DoorWorld world = new DoorWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void what_an_agency_drops_by_sftp_is_read_and_its_receipts_come_back() throws Exception {
        DoorSettings.Sftp settings =
                new DoorSettings.Sftp("127.0.0.1", 0, world.folder.resolve("sftp"), world.folder.resolve("host-key"));
        HostKey.create(settings.hostKey(), new SecureRandom());
        Agency tax = new Agency(
                "tax",
                new Wording("税务", "Tax"),
                Set.of("payments"),
                new AgencyDoors(
                        Optional.of(new AgencyDoors.Sftp("tax", List.of(), Secret.of(PASSWORD))), List.of(), List.of()),
                Set.of());
        world.route("drop", "template: sftp-drop\nwith: { feed: tax/payments, every: PT0.1S, settle: PT0S }\n");
        try (DropServer server = DropBoxes.start(settings, () -> new AgencyKeys(List.of(), List.of(tax)));
                SftpClient sftp = sftp(server.port())) {
            world.start(new DoorSettings(Map.of(), Optional.of(settings)));
            put(sftp, "/payments/a.json", DoorWorld.payment("1", 1) + "\n{\"zsuuid\":\"2\"}\n");
            put(sftp, "/payments/b.csv.ctl", "no control file");
            put(sftp, "/payments/b.csv", "x");
            await().atMost(PATIENCE).until(() -> world.rows("SELECT name FROM batch"), List.of("a.json")::equals);
            long batch = Long.parseLong(world.rows("SELECT id FROM batch").getFirst());
            world.tell();
            assertThat(json(sftp, "/receipts/" + batch + "-a.json.receipt.json").getString("name"))
                    .isEqualTo("a.json");
            world.read();
            await().atMost(PATIENCE).until(() -> {
                world.tell();
                return names(sftp, "/receipts").contains(batch + "-a.json.result.xlsx");
            });
            JsonObject result = json(sftp, "/receipts/" + batch + "-a.json.result.json");
            assertThat(result.getString("state")).isEqualTo("APPLIED");
            assertThat(result.getInteger("accepted")).isEqualTo(1);
            assertThat(result.getJsonArray("rejections").getJsonObject(0).getInteger("line"))
                    .isEqualTo(2);
            await().atMost(PATIENCE).until(() -> names(sftp, "/payments"), List.of()::equals);
            assertThat(names(sftp, "/receipts")).anyMatch(name -> name.startsWith("payments-refused-"));
            assertThat(settings.folder().resolve("tax/payments/.done")).isEmptyDirectory();
        }
    }

    @Test
    void an_exchange_table_is_read_and_answered_row_by_row() throws IOException {
        ExchangeTable table = new ExchangeTable(
                "payments",
                List.of("zsuuid", "jfrsbh", "jfrmc", "ssnd", "sjje", "jylx", "jysj").stream()
                        .map(name -> new ExchangeTable.Column(name, ExchangeTable.Type.TEXT, 60, true, name))
                        .toList(),
                List.of("zsuuid"));
        world.sql(table.deltaDdl(Dialect.POSTGRES).replaceAll("(?m)^--.*\n", ""));
        String insert = "INSERT INTO payments (zsuuid, jfrsbh, jfrmc, ssnd, sjje, jylx, jysj) VALUES ('%s', '%s', '测试',"
                + " '2025', '400.00', '缴费', '20241101080000')";
        world.sql(insert.formatted("1", DoorWorld.number(1)));
        world.sql(insert.formatted("2", "330302199001010010"));
        world.sql(insert.formatted("3", DoorWorld.number(3)));
        world.route(
                "table",
                "template: table-delta\nwith: { feed: tax/payments, database: tax.exchange, table: payments, key: zsuuid, every: PT0.1S }\n");
        world.start(new DoorSettings(
                Map.of(
                        "tax.exchange",
                        new TableDatabase(
                                Dialect.POSTGRES,
                                world.address.host(),
                                world.address.port(),
                                world.address.database(),
                                world.address.user(),
                                world.address.password(),
                                false)),
                Optional.empty()));
        await().atMost(PATIENCE)
                .until(() -> world.rows("SELECT DISTINCT status FROM payments"), List.of("TAKEN")::equals);
        world.read();
        await().atMost(PATIENCE)
                .until(() -> world.rows("SELECT count(*) FROM payments WHERE status = 'TAKEN'"), List.of("0")::equals);
        List<String> rows = world.rows("SELECT zsuuid, status, coalesce(error, '') FROM payments ORDER BY zsuuid");
        assertThat(rows.get(0)).startsWith("1 ACCEPTED");
        assertThat(rows.get(1))
                .startsWith("2 REJECTED")
                .contains("certificate", "33", "*")
                .doesNotContain("19900101");
        assertThat(rows.get(2)).startsWith("3 ACCEPTED");
        assertThat(world.rows("SELECT count(*) FROM fact")).containsExactly("2");
        // What was taken is forgotten after it was answered, in another database.
        await().atMost(PATIENCE).until(() -> world.rows("SELECT count(*) FROM exchange_taking"), List.of("0")::equals);
    }

    @Test
    void no_record_stops_a_topic_or_steers_its_route() throws Exception {
        String topic = "doors." + System.nanoTime();
        new canbao.io.kafka.Kafka(Platform.vertx(), Platform.kafka().address()).topic(topic, 1);
        world.values.setProperty("x.kafka", Platform.kafka().address());
        world.values.setProperty("x.topic", topic);
        world.route(
                "kafka",
                "template: kafka\nwith: { feed: tax/payments, brokers: x.kafka, topic: x.topic, group: doors-"
                        + System.nanoTime() + " }\n");
        List<byte @Nullable []> records = new ArrayList<>();
        records.add(null);
        records.add(bytes(DoorWorld.payment("1", 1)));
        records.add(bytes("\u0000\u0000"));
        records.add(bytes("PK\u0003\u0004 not a zip"));
        records.add(bytes("{\"zsuuid\":\"" + "x".repeat(900_000) + "\"}"));
        records.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{'});
        records.add(bytes(""));
        records.add(bytes(DoorWorld.payment("2", 2)));
        records.add(bytes("[" + DoorWorld.payment("3", 3) + "]"));
        send(topic, records);
        world.start(NONE);
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            world.read();
                            return world.rows("SELECT count(*) FROM fact");
                        },
                        List.of("3")::equals);
        send(topic, List.of(bytes(DoorWorld.payment("4", 4))));
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            world.read();
                            return world.rows("SELECT count(*) FROM fact");
                        },
                        List.of("4")::equals);
        assertThat(world.rows("SELECT DISTINCT feed || name || coalesce(number, '') || actor FROM batch"))
                .containsExactly("tax/paymentsagency:tax");
    }

    @Test
    void a_name_that_looks_like_an_expression_or_a_path_steers_nothing() throws IOException {
        Path drop = Files.createDirectories(world.folder.resolve("drop"));
        world.values.setProperty("x.folder", drop.toString());
        world.route(
                "folder",
                "template: folder\nwith: { feed: tax/payments, place: x.folder, every: PT0.1S, settle: PT0S }\n");
        List<String> names =
                List.of("${header.x}.json", "{{x.folder}}.json", "a&move=%2Fx.json", "#bean:x.json", "RAW(x).json");
        for (String name : names) {
            Files.writeString(drop.resolve(name), DoorWorld.payment(String.valueOf(name.length()), 1) + "\n");
        }
        world.start(NONE);
        await().atMost(PATIENCE).until(() -> world.rows("SELECT count(*) FROM batch"), List.of("5")::equals);
        assertThat(world.rows("SELECT DISTINCT feed FROM batch")).containsExactly("tax/payments");
        assertThat(world.rows("SELECT name FROM batch")).containsExactlyInAnyOrderElementsOf(names);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(drop.resolve(".done").toFile().list()).hasSize(5));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** With headers that a careless route would obey. */
    private static void send(String topic, List<byte @Nullable []> records) throws Exception {
        Map<String, Object> settings =
                new HashMap<>(Map.of("bootstrap.servers", Platform.kafka().address()));
        try (KafkaProducer<byte[], byte @Nullable []> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] record : records) {
                ProducerRecord<byte[], byte @Nullable []> out = new ProducerRecord<>(topic, record);
                for (String header : List.of(
                        "CamelFileName",
                        "CamelFileNameOnly",
                        "CamelHttpUri",
                        "CamelToEndpoint",
                        "canbao.actor",
                        "canbao.number",
                        "kafka.MANUAL_COMMIT")) {
                    out.headers().add(header, bytes("../../evil/${body}"));
                }
                producer.send(out).get();
            }
        }
    }

    private static SftpClient sftp(int port) throws IOException {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        ClientSession session = client.connect("tax", "127.0.0.1", port)
                .verify(Duration.ofSeconds(10))
                .getSession();
        session.addPasswordIdentity(PASSWORD);
        session.auth().verify(Duration.ofSeconds(10));
        return SftpClientFactory.instance().createSftpClient(session);
    }

    private static void put(SftpClient sftp, String path, String text) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(bytes(text));
        }
    }

    private static JsonObject json(SftpClient sftp, String path) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            try (var in = sftp.read(path)) {
                                return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                            }
                        },
                        json -> !json.isEmpty());
    }

    private static List<String> names(SftpClient sftp, String folder) throws IOException {
        List<String> names = new ArrayList<>();
        sftp.readDir(folder).forEach(entry -> names.add(entry.getFilename()));
        names.removeAll(List.of(".", ".."));
        return names;
    }
}
