package canbao.cli.feed.live;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.cli.Folders;
import canbao.cli.SecretsCommand;
import canbao.cli.feed.FeedCommand;
import canbao.cli.receipt.ReceiptKeyFile;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problems;
import canbao.runtime.Books;
import canbao.runtime.Hub;
import canbao.runtime.HubConfig;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands against a whole hub. */
class LiveFeedTest {
    private static final Path FOLDER = Platform.folder("live");
    private static final Vertx VERTX = Vertx.vertx();
    private static final String GOOD =
            "{\"zsuuid\":\"%s\",\"jfrsbh\":\"11010519491231002X\",\"jfrmc\":\"测试\",\"ssnd\":\"2025\",\"sjje\":\"660.00\",\"jylx\":\"缴费\",\"jysj\":\"20241101080000\"}\n";
    private static Optional<Hub> hub = Optional.empty();

    private record Ran(int code, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        Path config = Files.createDirectories(FOLDER.resolve("config"));
        for (String part : List.of("contracts", "codes", "policies", "reminders")) {
            Folders.copy(Path.of("config", part), config.resolve(part));
        }
        SecretsCommand.make(config.resolve("secrets"), new SecureRandom());
        ReceiptKeyFile.ensure(config, LocalDate.of(2024, 1, 1), new SecureRandom());
        Files.copy(Path.of("config/agencies.yaml"), config.resolve("agencies.yaml"));
        DatabaseAddress database = Platform.freshDatabase();
        Files.writeString(config.resolve("secrets/postgres"), database.password() + "\n");
        Files.writeString(config.resolve("hub.yaml"), """
                instance: live
                postgres: { host: %s, port: %d, database: %s, user: %s, password: { file: secrets/postgres } }
                kafka: { servers: "%s", topic: "changes.live", partitions: 1 }
                http: { host: 127.0.0.1, port: 0 }
                admin: { user: nobody, passwordFile: none }
                keys: { vault: { file: secrets/vault-key }, lookup: { file: secrets/lookup-key } }
                sms: { account: none, host: 127.0.0.1, port: 1, user: canbao, secret: { file: secrets/sms }, serviceNumber: "0" }
                routes: {}
                """.formatted(
                        database.host(),
                        database.port(),
                        database.database(),
                        database.user(),
                        Platform.kafka().address()));
        Path routes = FOLDER.resolve("routes");
        Folders.copy(Path.of("routes/templates"), routes.resolve("templates"));
        Files.writeString(routes.resolve("push.camel.yaml"), "template: http-push\nwith: { feed: tax/payments }\n");
        Problems problems = new Problems();
        HubConfig settings = HubConfig.load(config, problems);
        Books books = Books.load(config, problems);
        problems.throwIfAny();
        Hub started = new Hub(VERTX, settings, books, Clock.system(ZoneId.of("Asia/Shanghai")));
        hub = Optional.of(started);
        started.start(routes, Optional.empty());
    }

    @AfterAll
    static void stop() {
        hub.ifPresent(Hub::close);
        VERTX.close().await();
    }

    @Test
    void a_good_file_is_stored_and_followed_to_its_second_receipt() throws IOException {
        Path file = Files.writeString(FOLDER.resolve("good.json"), GOOD.formatted("g1"));
        Ran ran = feed("send", "tax/payments", file.toString(), "--wait", "--json", "--number", "good-1");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonObject json = new JsonObject(ran.out());
        assertThat(json.getJsonObject("receipt").getString("number")).isEqualTo("good-1");
        assertThat(json.getJsonObject("result").getInteger("added")).isEqualTo(1);
        Ran again = feed("send", "tax/payments", file.toString(), "--json", "--number", "good-1");
        assertThat(new JsonObject(again.out()).getJsonObject("receipt").getInteger("batch"))
                .isEqualTo(json.getJsonObject("receipt").getInteger("batch"));
    }

    @Test
    void rejected_rows_are_listed_with_line_and_fix() throws IOException {
        Path file = Files.writeString(FOLDER.resolve("bad.json"), GOOD.formatted("b1") + "{\"zsuuid\":\"b2\"}\n");
        Ran ran = feed("send", "tax/payments", file.toString(), "--wait");
        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("line 2", "1 不可用 / rejected").doesNotContain("11010519491231002X");
    }

    @Test
    void a_refusal_says_rule_meaning_and_fix() throws IOException {
        Path file = Files.writeString(FOLDER.resolve("foreign.json"), GOOD.formatted("f1"));
        Ran ran = feed("send", "insurer/coverage", file.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("403 FOREIGN_FEED", "该密钥不可向", "This key may not send");
    }

    @Test
    void nobody_there_is_told_apart_from_refused() throws IOException {
        Path file = Files.writeString(FOLDER.resolve("nobody.json"), GOOD.formatted("n1"));
        List<String> arguments = new ArrayList<>(List.of("send", "tax/payments", file.toString()));
        arguments.addAll(List.of("--to", "http://127.0.0.1:1", "--key-id", "tax-1", "--secret-file", secret()));
        arguments.addAll(List.of("--pause", "PT0.01S"));
        Ran ran = run(arguments);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("nothing was sent");
    }

    @Test
    void the_hub_s_own_door_conforms() {
        Ran ran = feed("conform", "tax/payments", "--trial");
        assertThat(ran.out()).endsWith("conforms: yes\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void without_trial_nothing_is_stored_and_the_list_says_what_was_not_tried() {
        Ran ran = feed("conform", "tax/payments", "--json");
        JsonObject json = new JsonObject(ran.out());
        assertThat(json.getJsonArray("faults"))
                .containsExactly("good-batch", "same-again", "number-reused", "second-receipt", "bad-rows");
        assertThat(ran.code()).isEqualTo(1);
    }

    private static String secret() {
        return FOLDER.resolve("config/secrets/tax-1").toString();
    }

    private static Ran feed(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--to", "http://127.0.0.1:" + hub.orElseThrow().port()));
        all.addAll(List.of("--key-id", "tax-1", "--secret-file", secret()));
        return run(all);
    }

    private static Ran run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new picocli.CommandLine(new FeedCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}
