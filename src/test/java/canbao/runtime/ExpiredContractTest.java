package canbao.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.console.SignedCall;
import canbao.crypto.Seal;
import canbao.feed.HubComponent;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.batch.BatchLoop;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.Feeds;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.model.PersonKey;
import canbao.registry.Registry;
import canbao.routes.Routes;
import canbao.runtime.door.DoorSettings;
import canbao.runtime.door.PolledDoors;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agency hears, by signed HTTP and through a folder, when the approval to share ends, and when it has nothing to say. */
@ExtendWith(VertxExtension.class)
class ExpiredContractTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/feeds/tax/payments";
    private static final byte[] KEY = "sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII);
    private static final String ROW = """
            {"zsuuid":"%s","jfrsbh":"11010519491231002X","jfrmc":"测试人甲","ssnd":"2025","sjje":"660.00","jylx":"缴费",\
            "jysj":"20241101093000","qd":"微信"}
            """;

    private final Database database = Platform.database();
    private final Path folder = Platform.folder("expired");
    private final HttpDoor door = new HttpDoor();
    private ConsoleHarness console;
    private Routes routes;
    private BatchLoop reader;

    @BeforeEach
    void start(Vertx vertx) throws IOException {
        console = new ConsoleHarness(vertx, database, door, true, SampleStatus::middle);
        Clock clock = console.clock.withZone(SHANGHAI);
        ContractCatalogue contracts = contracts();
        Inbox inbox = new Inbox(contracts, new InboxStore(database, new Seal(KEY)), clock, () -> {});
        LeaseStore leases = new LeaseStore(database, "one", Duration.ofSeconds(30));
        Properties values = new Properties();
        values.setProperty(
                "tax.folder", Files.createDirectories(folder.resolve("drop")).toString());
        values.setProperty(
                "civil.folder", Files.createDirectories(folder.resolve("lists")).toString());
        routes = Routes.start(
                routes(),
                new HubComponent(inbox),
                PolledDoors.of(new DoorSettings(Map.of(), Optional.empty()), values, database, KEY, clock),
                leases);
        routes.step();
        door.open(routes);
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

    @AfterEach
    void stop() {
        routes.close();
        console.close();
    }

    @Test
    void a_batch_is_taken_until_the_last_second_of_the_day_before_and_refused_from_midnight_in_shanghai_on() {
        set("2024-11-02T23:59:59");
        JsonObject last = json(push("1", ROW.formatted("1")), 202);
        set("2024-11-03T00:00:00");
        JsonObject refused = json(push("2", ROW.formatted("2")), 403);
        assertThat(refused.getString("rule")).isEqualTo("CONTRACT_EXPIRED");
        assertThat(refused.getJsonObject("fix").getString("zh")).contains("2024-11-03 到期", "国家税务总局温州市鹿城区税务局");
        assertThat(refused.getJsonObject("fix").getString("en")).contains("ended on 2024-11-03");
        set("2024-11-20T08:00:00");
        assertThat(json(push("3", ROW.formatted("3")), 403).getString("rule")).isEqualTo("CONTRACT_EXPIRED");
        // Whoever did not hear our answer in time hears it now, and what was stored in time is read.
        HttpResponse<String> again = push("1", ROW.formatted("1"));
        assertThat(json(again, 202).getLong("batch")).isEqualTo(last.getLong("batch"));
        assertThat(duplicate(again)).isTrue();
        reader.step();
        assertThat(states()).containsExactly("APPLIED 1");
    }

    @Test
    void a_file_is_refused_with_the_reason_beside_it() throws IOException {
        set("2024-11-02T23:59:50");
        Files.writeString(folder.resolve("drop/a.json"), ROW.formatted("1"));
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("drop/.done/a.json")));
        set("2024-11-03T00:00:01");
        Files.writeString(folder.resolve("drop/b.json"), ROW.formatted("2"));
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("drop/.refused/b.json")));
        JsonObject error = new JsonObject(Files.readString(folder.resolve("drop/.refused/b.json.error.json")));
        assertThat(error.getString("rule")).isEqualTo("CONTRACT_EXPIRED");
        assertThat(error.getJsonObject("fix").getString("zh")).contains("2024-11-03");
        assertThat(error.getJsonObject("fix").getString("en")).contains("2024-11-03", "renewed");
        assertThat(states()).containsExactly("STORED null");
    }

    @Test
    void nothing_to_report_is_a_receipt_of_no_rows_and_once_an_hour_another() {
        set("2024-11-01T10:00:00");
        JsonObject receipt = json(nothing(), 202);
        assertThat(receipt.getInteger("rows")).isZero();
        assertThat(receipt.getLong("bytes")).isZero();
        assertThat(duplicate(nothing())).isTrue();
        set("2024-11-01T11:00:00");
        assertThat(duplicate(nothing())).isFalse();
        assertThat(reader.step()).as("nothing to read").isFalse();
        assertThat(states()).containsExactly("APPLIED 0", "APPLIED 0");
        // Without the word an empty body is what it always was: a mistake.
        assertThat(json(console.send(console.call(PATH, "")), 422).getString("rule"))
                .isEqualTo("EMPTY_BODY");
    }

    @Test
    void an_empty_file_says_so_by_its_control_file_and_an_empty_whole_list_never_does() throws IOException {
        Files.writeString(folder.resolve("drop/a.json.ctl"), "{\"rows\": 0}");
        Files.writeString(folder.resolve("drop/a.json"), "");
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("drop/.done/a.json")));
        assertThat(states()).containsExactly("APPLIED 0");
        Files.writeString(folder.resolve("lists/hardship-20241101.csv.ctl"), "{\"rows\": 0}");
        Files.writeString(folder.resolve("lists/hardship-20241101.csv"), "");
        Path refused = folder.resolve("lists/.refused");
        await().atMost(PATIENCE).until(() -> Files.exists(refused.resolve("hardship-20241101.csv")));
        assertThat(Files.readString(refused.resolve("hardship-20241101.csv.error.json")))
                .contains("NOTHING_IN_SNAPSHOT", "重报同一名单", "send the same list again");
        assertThat(states()).hasSize(1);
    }

    private void set(String shanghai) {
        var moment = LocalDateTime.parse(shanghai).atZone(SHANGHAI).toInstant();
        console.clock.forward(Duration.between(console.clock.instant(), moment));
    }

    private HttpResponse<String> push(String number, String body) {
        return console.send(console.call(PATH, body).with("Idempotency-Key", number));
    }

    private HttpResponse<String> nothing() {
        return console.send(
                new SignedCall("POST", PATH, new byte[0], console.clock.instant()).with("X-Canbao-Rows", "0"));
    }

    private static JsonObject json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    private static boolean duplicate(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("X-Canbao-Duplicate").orElseThrow().equals("true");
    }

    private List<String> states() {
        return database.run("SELECT state, rows FROM batch ORDER BY id").stream()
                .map(row -> row.getString(0) + " " + row.getInteger(1))
                .toList();
    }

    private ContractCatalogue contracts() throws IOException {
        Path config = folder.resolve("config");
        Files.createDirectories(config.resolve("contracts"));
        Files.createSymbolicLink(
                config.resolve("codes"), Path.of("config/codes").toAbsolutePath());
        Files.writeString(
                config.resolve("contracts/tax-payments.yaml"),
                Feeds.yaml("tax/payments").replaceAll("expires: \\S+", "expires: 2024-11-03"));
        Files.writeString(
                config.resolve("contracts/civil-affairs-hardship.yaml"), Feeds.yaml("civil-affairs/hardship"));
        Problems problems = new Problems();
        ContractCatalogue contracts = ContractCatalogue.load(config, problems);
        problems.throwIfAny();
        return contracts;
    }

    private Path routes() throws IOException {
        Path all = folder.resolve("routes");
        Files.createDirectories(all.resolve("templates"));
        try (Stream<Path> templates = Files.list(Path.of("routes/templates"))) {
            for (Path template : templates.toList()) {
                Files.write(all.resolve("templates").resolve(template.getFileName()), Files.readAllBytes(template));
            }
        }
        String folders = "template: folder\nwith: { feed: %s, place: %s, every: PT0.1S, settle: PT0S }\n";
        Files.writeString(all.resolve("push.camel.yaml"), "template: http-push\nwith: { feed: tax/payments }\n");
        Files.writeString(all.resolve("drop.camel.yaml"), folders.formatted("tax/payments", "tax.folder"));
        Files.writeString(all.resolve("lists.camel.yaml"), folders.formatted("civil-affairs/hardship", "civil.folder"));
        return all;
    }
}
