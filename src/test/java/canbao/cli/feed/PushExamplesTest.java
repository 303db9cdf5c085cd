package canbao.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.crypto.Sm2;
import canbao.feed.Content;
import canbao.feed.contract.ContractCatalogue;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pack's own examples, run as an agency would run them, against a real door. */
@ExtendWith(VertxExtension.class)
class PushExamplesTest {
    private static final FeedId FEED = FeedId.of("tax/payments");
    private static final String SAMPLE = "samples/sample.jsonl";

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, String>> headers = Collections.synchronizedList(new ArrayList<>());
    private ConsoleHarness console;
    private Path folder;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path made) throws IOException {
        folder = made;
        console = new ConsoleHarness(
                vertx,
                Platform.database(),
                (feed, actor, sent, body) -> {
                    headers.add(sent);
                    return received(feed, body);
                },
                true,
                SampleStatus::middle);
        console.clock.forward(Duration.between(console.clock.instant(), Instant.now()));
        Map<String, byte[]> pack = FeedOfferCommand.files(
                ContractCatalogue.load(Path.of("config"), new Problems()).of(FEED), LocalDate.of(2025, 3, 1));
        for (Map.Entry<String, byte[]> file : pack.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        write("key.txt", (ConsoleHarness.SECRET + "\n").getBytes(StandardCharsets.UTF_8));
        write("sm2.pem", ConsoleHarness.SM2.privateKey().pem().getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void the_shell_example_is_taken_with_every_header() throws Exception {
        has("curl");
        has("openssl");
        String answer = run(
                Map.of("HUB", hub(), "KEY_ID", "tax-1", "KEY_FILE", "key.txt"),
                List.of("sh", "push.sh", SAMPLE, "B-1", "2025-03-01", "12", "660.00"));
        assertThat(answer).contains("\"number\": \"B-1\"").endsWith("202\nexit 0");
        assertThat(bodies).containsExactly(Files.readString(folder.resolve(SAMPLE)));
        assertThat(headers.getFirst()).containsEntry("idempotency-key", "B-1");
    }

    @Test
    void the_shell_example_signs_with_sm2_too() throws Exception {
        has("curl");
        has("openssl");
        String answer =
                run(Map.of("HUB", hub(), "KEY_ID", "tax-sm2", "KEY_FILE", "sm2.pem"), List.of("sh", "push.sh", SAMPLE));
        assertThat(answer).endsWith("202\nexit 0");
    }

    @Test
    void the_shell_example_fails_when_the_hub_refuses() throws Exception {
        has("curl");
        has("openssl");
        String answer =
                run(Map.of("HUB", hub(), "KEY_ID", "tax-old", "KEY_FILE", "key.txt"), List.of("sh", "push.sh", SAMPLE));
        assertThat(answer).contains("401").endsWith("exit 1");
        assertThat(bodies).isEmpty();
    }

    @Test
    void the_java_example_is_taken_with_every_header() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "Push.java", hub(), "tax-1", "key.txt", SAMPLE, "B-2", "2025-03-01", "12", "660.00");
        String answer = run(Map.of(), command);
        assertThat(answer).contains("\"number\": \"B-2\"").endsWith("202\nexit 0");
        assertThat(bodies).containsExactly(Files.readString(folder.resolve(SAMPLE)));
    }

    @Test
    void keys_made_as_the_pack_says_are_keys() throws Exception {
        has("openssl");
        String words = Files.readString(folder.resolve("contract.md"));
        String commands = words.substring(words.indexOf("umask"), words.indexOf("-out tax-1.pub.pem") + 18);
        write("keys.sh", commands.getBytes(StandardCharsets.UTF_8));
        assertThat(run(Map.of(), List.of("sh", "-eu", "keys.sh"))).endsWith("exit 0");
        Sm2.PrivateKey.of(Files.readString(folder.resolve("tax-1.key.pem")));
        Sm2.PublicKey.of(Files.readString(folder.resolve("tax-1.pub.pem")));
        assertThat(Files.readString(folder.resolve("tax-1.secret"))).matches("[0-9a-f]{64}\n");
    }

    private Receipt received(FeedId feed, Content body) {
        try (InputStream in = body.open()) {
            bodies.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String number = headers.getLast().getOrDefault("idempotency-key", "");
        return new Receipt(1, feed, number, "", -1, 1, "", Instant.EPOCH, false);
    }

    private String hub() {
        String root = console.uri("/").toString();
        return root.substring(0, root.length() - 1);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** A machine without the tool skips the test, unless its absence was declared a failure. */
    private static void has(String tool) throws Exception {
        int found = new ProcessBuilder("sh", "-c", "command -v " + tool)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assumeThat(found).as(tool + " is installed").isZero();
    }

    private String run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.strip() + "\nexit " + process.exitValue();
    }
}
