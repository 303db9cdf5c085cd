package canbao.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleSettings;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubConfigTest {
    private static final Map<String, String> SECRETS = Map.of(
            "postgres", "pg-secret",
            "sms", "sms-secret",
            "civil-affairs-sftp", "sftp-secret",
            "vault-key", "00112233445566778899aabbccddeeff",
            "lookup-key", "00112233445566778899aabbccddeeff".repeat(2));

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectory(folder.resolve("secrets"));
        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            Files.writeString(folder.resolve("secrets").resolve(secret.getKey()), secret.getValue() + "\n");
        }
        Files.copy(Path.of("config/hub.yaml"), folder.resolve("hub.yaml"));
    }

    @Test
    void the_file_that_we_ship_is_read_whole() {
        Problems problems = new Problems();
        HubConfig config = HubConfig.load(folder, problems);
        assertThat(problems.found()).isEmpty();
        assertThat(config.instance()).isEqualTo("hub-1");
        assertThat(config.leaseLength()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.database())
                .isEqualTo(new DatabaseAddress("127.0.0.1", 5432, "canbao", "canbao", "pg-secret"));
        assertThat(config.wakeups()).isEqualTo(new HubConfig.Wakeups("127.0.0.1:9092", "canbao.changes", 4));
        assertThat(config.console().host()).isEqualTo("127.0.0.1");
        assertThat(config.console().port()).isEqualTo(8080);
        assertThat(config.keys().vault()).hasSize(16).startsWith(0x00, 0x11, 0x22);
        assertThat(config.keys().lookup()).hasSize(32).endsWith(0xdd, 0xee, 0xff);
        assertThat(config.sms().toString()).contains("mobile-1", "7890").doesNotContain("sms-secret");
        assertThat(config.sms().login().secret()).isEqualTo("sms-secret");
        assertThat(config.sending().segmentsPerSecond()).isEqualTo(200);
        assertThat(config.routes().values())
                .containsEntry("civil-affairs.sftp.password", "sftp-secret")
                .containsEntry("police.topic", "police.population")
                .hasSize(10);
        assertThat(config.toString()).doesNotContain("secret", "00112233", "[0, 17, 34");
    }

    @Test
    void a_webhook_is_read_and_its_secret_never_shown() throws IOException {
        Files.writeString(folder.resolve("secrets/webhook"), "told-to-nobody\n");
        String alerts = "alerts: { webhook: { url: \"%s\", secret: { file: secrets/webhook } } }\nroutes:";
        assertThat(problem("routes:", alerts.formatted("alerts.example.gov.cn")).place())
                .endsWith("alerts.webhook.url");
        Files.copy(Path.of("config/hub.yaml"), folder.resolve("hub.yaml"), StandardCopyOption.REPLACE_EXISTING);
        Path file = folder.resolve("hub.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\nroutes:", "\n" + alerts.formatted("https://alerts.example.gov.cn/x")));
        Problems problems = new Problems();
        HubConfig config = HubConfig.load(folder, problems);
        assertThat(problems.found()).isEmpty();
        assertThat(config.webhook())
                .hasValueSatisfying(webhook -> assertThat(webhook.secret()).isEqualTo("told-to-nobody"));
        assertThat(config.toString()).contains("alerts.example.gov.cn").doesNotContain("told-to-nobody");
    }

    @Test
    void an_unknown_key_is_a_problem_with_its_line() throws IOException {
        assertThat(problem("kafka:", "kafka:\n  retries: 3")).satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("config/hub.yaml");
            assertThat(problem.place()).isEqualTo("15: kafka.retries");
        });
    }

    @Test
    void a_missing_secret_is_a_problem_that_says_where_it_is_looked_for() throws IOException {
        Files.delete(folder.resolve("secrets/sms"));
        assertThat(problem("instance", "instance")).satisfies(problem -> {
            assertThat(problem.place()).endsWith("sms.secret.file");
            assertThat(problem.rule()).isEqualTo("no secret at secrets/sms");
            assertThat(problem.fix()).contains("./hub secrets");
        });
        assertThat(problem("{ file: secrets/sms }", "{ env: CANBAO_NOT_SET }").rule())
                .contains("environment variable CANBAO_NOT_SET is not set");
    }

    @Test
    void a_key_that_is_no_hex_or_too_short_is_a_problem_that_does_not_show_it() throws IOException {
        for (String wrong : List.of("00112233445566778899aabbccddeefg", "0011", "")) {
            Files.writeString(folder.resolve("secrets/vault-key"), wrong);
            assertThat(problem("instance", "instance")).satisfies(problem -> {
                assertThat(problem.place()).endsWith("keys.vault");
                assertThat(problem.rule()).isEqualTo("32 hex digits are needed");
                assertThat(problem.toString()).doesNotContain("0011");
            });
        }
    }

    @Test
    void a_number_of_partitions_beyond_reason_is_a_problem() throws IOException {
        assertThat(problem("partitions: 4", "partitions: 0").rule()).isEqualTo("between 1 and 64");
    }

    @Test
    void tls_is_read_with_its_files_and_a_required_certificate_needs_somebody_to_know_it() throws IOException {
        for (String file : List.of("hub.pem", "hub.key", "agencies.pem")) {
            Files.writeString(folder.resolve(file), "");
        }
        String yaml = Files.readString(Path.of("config/hub.yaml"));
        String tls = "http:\n  hostNames: [hub.example.gov.cn]\n  tls: { certificate: hub.pem, key: hub.key, "
                + "clientCertificates: agencies.pem, required: true }";
        Files.writeString(folder.resolve("hub.yaml"), yaml.replace("http:", tls));
        Problems problems = new Problems();
        var console = HubConfig.load(folder, problems).console();
        assertThat(problems.found()).isEmpty();
        assertThat(console.tls())
                .isEqualTo(new ConsoleSettings.Tls(
                        folder.resolve("hub.pem"), folder.resolve("hub.key"), folder.resolve("agencies.pem"), true));
        assertThat(console.hostNames()).contains("localhost", "hub.example.gov.cn");
        assertThat(problem("http:", "http:\n  tls: { certificate: hub.pem, key: nowhere.key }")
                        .rule())
                .isEqualTo("no file nowhere.key");
        assertThat(problem("http:", "http:\n  tls: { certificate: hub.pem, key: hub.key, required: true }")
                        .place())
                .endsWith("http.tls.required");
    }

    /** The one problem of the shipped file with some text replaced. */
    private Problem problem(String text, String replacement) throws IOException {
        String yaml = Files.readString(Path.of("config/hub.yaml"));
        assertThat(yaml).contains(text);
        Files.writeString(folder.resolve("hub.yaml"), yaml.replace(text, replacement));
        Problems problems = new Problems();
        HubConfig.load(folder, problems);
        assertThat(problems.found()).hasSize(1);
        return problems.found().getFirst();
    }
}
