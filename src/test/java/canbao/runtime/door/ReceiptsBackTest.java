package canbao.runtime.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.feed.format.Format;
import canbao.feed.format.RawSink;
import canbao.feed.format.file.RawFile;
import canbao.sim.SftpAgency;
import canbao.testing.Platform;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts come back through the door by which their batch came in. */
class ReceiptsBackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final DoorSettings NONE = new DoorSettings(Map.of(), Optional.empty());
    private static final String PASSWORD = "a-long-password-for-tax";
    /** One good row, and one whose certificate has a wrong check digit. */
    private static final String BODY = DoorWorld.payment("1", 1) + "\n"
            + DoorWorld.payment("2", 2)
                    .replace(DoorWorld.number(2), DoorWorld.number(2).replaceAll(".$", "Y")) + "\n";

    private final DoorWorld world = new DoorWorld();
    private final List<AutoCloseable> closing = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        world.close();
        for (AutoCloseable each : closing) {
            each.close();
        }
    }

    @Test
    void beside_the_files_of_a_folder_the_first_at_once_and_the_second_when_it_is_read() throws IOException {
        Path drop = folder("", "a.json");
        world.start(NONE);
        long batch = stored(1);
        tellUntil(() -> names(drop.resolve("receipts")), List.of(batch + "-a.json.receipt.json"));
        byte[] first = Files.readAllBytes(drop.resolve("receipts/" + batch + "-a.json.receipt.json"));
        JsonObject receipt = json(first);
        assertThat(receipt.getLong("batch")).isEqualTo(batch);
        assertThat(receipt.getString("name")).isEqualTo("a.json");
        assertThat(world.isGenuine(first)).isTrue();
        assertThat(new String(first, StandardCharsets.UTF_8))
                .isEqualTo(world.rows("SELECT receipt FROM batch").getFirst());
        world.read();
        tellUntil(
                () -> names(drop.resolve("receipts")),
                List.of(batch + "-a.json.receipt.json", batch + "-a.json.result.json", batch + "-a.json.result.xlsx"));
        byte[] result = Files.readAllBytes(drop.resolve("receipts/" + batch + "-a.json.result.json"));
        byte[] sheet = Files.readAllBytes(drop.resolve("receipts/" + batch + "-a.json.result.xlsx"));
        assertThat(world.isGenuine(result)).isTrue();
        assertThat(json(result).getString("state")).isEqualTo("APPLIED");
        assertThat(json(result).getInteger("accepted")).isEqualTo(1);
        assertThat(json(result).getJsonArray("rejections")).hasSize(1);
        assertThat(world.isGenuine(sheet)).isTrue();
        holdTheSame(result, sheet);
        assertThat(new String(result, StandardCharsets.UTF_8))
                .doesNotContain(DoorWorld.number(2).substring(6, 17));
        assertThat(cells(sheet).toString()).doesNotContain(DoorWorld.number(2).substring(6, 17));
        assertThat(world.rows("SELECT route, told, state FROM batch")).containsExactly("folder APPLIED APPLIED");
    }

    @Test
    void the_same_file_again_gets_the_identical_receipt_again() throws IOException {
        Path drop = folder("", "a.json");
        world.start(NONE);
        long batch = stored(1);
        Path receipt = drop.resolve("receipts/" + batch + "-a.json.receipt.json");
        tellUntil(() -> Files.exists(receipt), true);
        byte[] first = Files.readAllBytes(receipt);
        Files.delete(receipt);
        Files.writeString(drop.resolve("a.json"), BODY);
        tellUntil(() -> Files.exists(receipt), true);
        assertThat(Files.readAllBytes(receipt)).isEqualTo(first);
        assertThat(world.rows("SELECT count(*) FROM batch")).containsExactly("1");
    }

    @Test
    void to_an_agencys_own_server_as_soon_as_it_answers_and_nobody_else_waits_for_it() throws IOException {
        Path root = world.folder.resolve("theirs");
        Files.createDirectories(root.resolve("out"));
        SftpAgency agency = new SftpAgency(root, "canbao", PASSWORD, 0);
        agency.start();
        world.values.setProperty("x.sftp", "127.0.0.1:" + agency.port());
        world.values.setProperty("x.sftp.user", "canbao");
        world.values.setProperty("x.sftp.password", PASSWORD);
        world.values.setProperty(
                "x.sftp.known-hosts",
                Files.writeString(world.folder.resolve("known_hosts"), agency.knownHosts())
                        .toString());
        world.route(
                "fetch",
                "template: sftp-fetch\nwith: { feed: tax/payments, server: x.sftp, every: PT0.1S, settle: PT0S, receipts: in/canbao }\n");
        Path drop = folder("", "b.json");
        Files.delete(drop.resolve("b.json"));
        Files.writeString(root.resolve("out/a.json"), BODY);
        world.start(NONE);
        long fetched = stored(1);
        await().atMost(PATIENCE).until(() -> Files.exists(root.resolve("out/.done/a.json")));
        agency.stop();
        world.tell();
        await().atMost(PATIENCE)
                .until(() -> world.rows("SELECT tell_tries > 0 FROM batch").equals(List.of("true")));
        Files.writeString(drop.resolve("b.json"), BODY.replace("\"1\"", "\"11\""));
        long dropped = stored(2);
        world.read();
        tellUntil(() -> names(drop.resolve("receipts")).contains(dropped + "-b.json.result.xlsx"), true);
        assertThat(names(root)).doesNotContain("in");
        agency.start();
        Path theirs = root.resolve("in/canbao");
        tellUntil(
                () -> names(theirs),
                List.of(
                        fetched + "-a.json.receipt.json",
                        fetched + "-a.json.result.json",
                        fetched + "-a.json.result.xlsx"));
        assertThat(world.isGenuine(Files.readAllBytes(theirs.resolve(fetched + "-a.json.result.json"))))
                .isTrue();
        assertThat(world.rows("SELECT route || told || tell_tries FROM batch ORDER BY id"))
                .containsExactly("fetchAPPLIED0", "folderAPPLIED0");
        agency.stop();
    }

    @Test
    void to_a_reply_topic_whatever_the_records_headers_say() throws Exception {
        String topic = "doors." + System.nanoTime();
        new canbao.io.kafka.Kafka(Platform.vertx(), Platform.kafka().address()).topic(topic, 1);
        world.values.setProperty("x.kafka", Platform.kafka().address());
        world.values.setProperty("x.topic", topic);
        world.values.setProperty("x.replies", topic + ".replies");
        world.route(
                "kafka",
                "template: kafka\nwith: { feed: tax/payments, brokers: x.kafka, topic: x.topic, replies: x.replies, group: doors-"
                        + System.nanoTime() + " }\n");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Platform.kafka().address()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, DoorWorld.payment("1", 1).getBytes(StandardCharsets.UTF_8));
            for (String header : List.of("canbao.route", "CamelFromRouteId", "breadcrumbId")) {
                record.headers().add(header, "folder".getBytes(StandardCharsets.UTF_8));
            }
            producer.send(record).get();
        }
        world.start(NONE);
        long batch = stored(1);
        assertThat(world.rows("SELECT route FROM batch")).containsExactly("kafka");
        world.read();
        tellUntil(() -> world.rows("SELECT told FROM batch"), List.of("APPLIED"));
        List<String> replies = replies(topic + ".replies", 2);
        assertThat(replies).hasSize(2).allMatch(text -> world.isGenuine(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(new JsonObject(replies.get(0)).getString("document")).isEqualTo("canbao/receipt/1");
        assertThat(new JsonObject(replies.get(1)).getString("state")).isEqualTo("APPLIED");
        assertThat(new JsonObject(replies.get(1)).getLong("batch")).isEqualTo(batch);
    }

    @Test
    void to_an_address_of_the_server_that_is_asked_and_again_when_it_refuses() {
        Queue<byte[]> posted = new ConcurrentLinkedQueue<>();
        Queue<Integer> refusing = new ConcurrentLinkedQueue<>(List.of(500));
        HttpServer server =
                Platform.vertx().createHttpServer().requestHandler(request -> answer(request, posted, refusing));
        server.listen(0, "127.0.0.1").await();
        closing.add(() -> server.close().await());
        world.values.setProperty("x.api", "http://127.0.0.1:" + server.actualPort());
        world.values.setProperty("x.api.password", PASSWORD);
        try {
            world.route(
                    "pull",
                    "template: http-pull\nwith: { feed: tax/payments, server: x.api, path: /rows, every: PT0.1S, login: bearer, receipts: /receipts }\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        world.start(NONE);
        stored(1);
        world.read();
        tellUntil(() -> world.rows("SELECT told FROM batch"), List.of("APPLIED"));
        assertThat(refusing).isEmpty();
        assertThat(posted).hasSize(2).allMatch(world::isGenuine);
        assertThat(posted.stream().map(ReceiptsBackTest::json).map(json -> json.getString("document")))
                .containsExactly("canbao/receipt/1", "canbao/result/1");
    }

    @Test
    void nothing_comes_back_where_the_route_says_so() throws IOException {
        Path drop = folder(", receipts: \"-\"", "a.json");
        world.start(NONE);
        stored(1);
        world.read();
        world.tell();
        assertThat(world.rows("SELECT route, told FROM batch")).containsExactly("folder null");
        assertThat(names(drop)).doesNotContain("receipts");
    }

    private static void answer(HttpServerRequest request, Queue<byte[]> posted, Queue<Integer> refusing) {
        boolean signedIn = ("Bearer " + PASSWORD).equals(request.getHeader("Authorization"));
        if (request.path().equals("/rows")) {
            request.response().end(BODY);
        } else if (!signedIn || !request.path().equals("/receipts")) {
            request.response().setStatusCode(404).end();
        } else {
            request.body().onSuccess(body -> {
                Integer status = refusing.poll();
                if (status == null) {
                    posted.add(body.getBytes());
                }
                request.response().setStatusCode(status == null ? 204 : status).end();
            });
        }
    }

    private Path folder(String more, String file) throws IOException {
        Path drop = Files.createDirectories(world.folder.resolve("drop"));
        world.values.setProperty("x.folder", drop.toString());
        world.route(
                "folder",
                "template: folder\nwith: { feed: tax/payments, place: x.folder, every: PT0.1S, settle: PT0S" + more
                        + " }\n");
        Files.writeString(drop.resolve(file), BODY);
        return drop;
    }

    /** Waits for that many batches; the last one's number. */
    private long stored(int batches) {
        await().atMost(PATIENCE).until(() -> world.rows("SELECT count(*) FROM batch"), List.of("" + batches)::equals);
        return Long.parseLong(world.rows("SELECT max(id) FROM batch").getFirst());
    }

    private <T> void tellUntil(java.util.concurrent.Callable<T> what, T expected) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            world.tell();
                            return what.call();
                        },
                        expected::equals);
    }

    private static List<String> replies(String topic, int expected) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        Platform.kafka().address(),
                        "group.id",
                        "replies" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> replies = new ArrayList<>();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (replies.size() < expected && System.nanoTime() < until) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    replies.add(record.value());
                }
            }
            return replies;
        }
    }

    /** Every field of the JSON stands in the first sheet, every rejected row in the second. */
    private static void holdTheSame(byte[] result, byte[] sheet) {
        List<List<List<String>>> sheets = cells(sheet);
        JsonObject json = json(result);
        List<String> said = new ArrayList<>();
        for (String field : json.fieldNames()) {
            Object value = json.getValue(field);
            if (!field.equals("signature") && !field.equals("rejections") && value != null && !value.equals("")) {
                said.add(field + "=" + value);
            }
        }
        assertThat(sheets.getFirst().stream()
                        .filter(row -> row.size() == 3)
                        .map(row -> row.getFirst() + "=" + row.getLast()))
                .containsAll(said);
        JsonObject row = json.getJsonArray("rejections").getJsonObject(0);
        JsonObject fix = row.getJsonObject("fix");
        assertThat(sheets.getLast().getLast())
                .containsExactly(
                        "" + row.getInteger("n"),
                        "" + row.getInteger("part"),
                        "" + row.getInteger("line"),
                        row.getString("field"),
                        row.getString("masked"),
                        row.getString("rule"),
                        fix.getString("zh"),
                        fix.getString("en"));
        assertThat(fix.getString("zh")).isNotEqualTo(fix.getString("en"));
    }

    /** The sheets of a workbook as the hub's own reader sees them. */
    private static List<List<List<String>>> cells(byte[] workbook) {
        List<List<List<String>>> sheets = new ArrayList<>();
        RawFile.read(new ByteArrayInputStream(workbook), new RawSink() {
            @Override
            public void part(int part, Format.Form form) {
                sheets.add(new ArrayList<>());
            }

            @Override
            public void text(String charset, char delimiter) {}

            @Override
            public void row(int line, List<String> cells) {
                sheets.getLast().add(List.copyOf(cells));
            }

            @Override
            public void object(int line, Map<String, String> fields, List<String> arrays) {}
        });
        return sheets;
    }

    private static JsonObject json(byte[] bytes) {
        return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
