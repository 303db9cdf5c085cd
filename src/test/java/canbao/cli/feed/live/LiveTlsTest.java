package canbao.cli.feed.live;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.cli.feed.FeedCommand;
import canbao.console.ConsoleHarness;
import canbao.console.ConsoleSettings.Tls;
import canbao.console.SampleStatus;
import canbao.console.door.Certificates;
import canbao.console.door.Certificates.Holder;
import canbao.feed.Content;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.security.Fingerprint;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sending over TLS with the keys and certificates that an agency holds, to a door that counts bytes and forgets them. */
@ExtendWith(VertxExtension.class)
class LiveTlsTest {
    private static final Holder HUB = Certificates.of("hub");
    private static final Holder INSURER = Certificates.of("insurer");

    @TempDir
    Path folder = Path.of(".");

    private ConsoleHarness console;
    private Path batch = Path.of(".");

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        HUB.write(folder.resolve("hub.pem"), folder.resolve("hub.key"));
        INSURER.write(folder.resolve("insurer.pem"), folder.resolve("insurer.key"));
        batch = Files.writeString(folder.resolve("batch.json"), "{}");
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(INSURER.certificate().getEncoded()));
        Tls tls = new Tls(folder.resolve("hub.pem"), folder.resolve("hub.key"), folder.resolve("insurer.pem"), false);
        console = new ConsoleHarness(
                vertx,
                Platform.database(),
                (feed, actor, headers, body) -> forgotten(feed, body),
                true,
                SampleStatus::middle,
                ConsoleHarness.settings(ConsoleHarness.LIMIT, tls),
                Set.of(Fingerprint.of("sha256:" + sha256)));
        console.clock.forward(Duration.between(ConsoleHarness.START, Instant.now()));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void a_pinned_agency_sends_with_its_certificate_and_not_without() {
        Ran with = send("insurer/answers", "insurer-1", "--client-cert", "insurer.pem", "--client-key", "insurer.key");
        assertThat(with.code()).as(with.err()).isZero();
        Ran without = send("insurer/answers", "insurer-1");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("WRONG_CERTIFICATE");
    }

    @Test
    void a_hub_whose_certificate_nobody_vouches_for_gets_nothing() throws IOException {
        Ran ran = run(
                "send",
                "tax/payments",
                batch.toString(),
                "--secret-file",
                secret(),
                "--key-id",
                "tax-1",
                "--pause",
                "PT0.01S");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("nothing was sent");
    }

    @Test
    void an_sm2_key_signs_as_well() throws IOException {
        Path key = Files.writeString(
                folder.resolve("tax.sm2"), ConsoleHarness.SM2.privateKey().pem());
        Ran ran = run(
                "send",
                "tax/payments",
                batch.toString(),
                "--sm2-key",
                key.toString(),
                "--key-id",
                "tax-sm2",
                "--ca",
                ca());
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Test
    void a_door_that_forgets_what_it_acknowledged_does_not_conform() throws IOException {
        Ran ran =
                run("conform", "tax/payments", "--trial", "--secret-file", secret(), "--key-id", "tax-1", "--ca", ca());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("conforms: no").contains("good-batch", "number-reused", "second-receipt");
        assertThat(ran.out().substring(ran.out().indexOf("conforms: no"))).doesNotContain("wrong-key", "tls");
    }

    private record Ran(int code, String out, String err) {}

    private Ran send(String feed, String key, String... files) {
        List<String> arguments =
                new ArrayList<>(List.of("send", feed, batch.toString(), "--key-id", key, "--ca", ca()));
        for (String file : files) {
            arguments.add(file.startsWith("--") ? file : folder.resolve(file).toString());
        }
        try {
            arguments.addAll(List.of("--secret-file", secret()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(arguments.toArray(String[]::new));
    }

    private String ca() {
        return folder.resolve("hub.pem").toString();
    }

    private String secret() throws IOException {
        return Files.writeString(folder.resolve("secret"), ConsoleHarness.SECRET)
                .toString();
    }

    private Ran run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--to", console.uri("").toString().replace("http:", "https:")));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new picocli.CommandLine(new FeedCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private static Receipt forgotten(FeedId feed, Content body) {
        try (var stream = body.open()) {
            return new Receipt(1, feed, "", "", -1, stream.readAllBytes().length, "", ConsoleHarness.START, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
