package canbao.cli.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.crypto.Sm3;
import canbao.feed.receipt.ReceiptKeyring;
import canbao.feed.receipt.ReceiptOffice;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReceiptCommandTest {
    private static final Instant NOON = Instant.parse("2024-11-01T04:00:00Z");
    private static final byte[] SENT = "姓名,证件号\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder = Path.of(".");

    private Path config = Path.of(".");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        config = Files.createDirectories(folder.resolve("config"));
        Files.copy(Path.of("config/receipt-keys.yaml"), config.resolve("receipt-keys.yaml"));
        ReceiptKeyFile.ensure(config, LocalDate.of(2024, 1, 1), new SecureRandom());
        Files.write(folder.resolve("sent.csv"), SENT);
        receipt("receipt.json", ring());
    }

    @Test
    void a_genuine_receipt_is_called_genuine_in_both_languages_with_its_key_and_its_file() {
        assertThat(verify("receipt.json", "--batch", folder.resolve("sent.csv").toString()))
                .isZero();
        assertThat(out.toString())
                .contains("receipt-1", "2024-11-01T12:00+08:00", "签名时密钥有效", "the key was valid at that time")
                .contains("就是这份文件", "回执真实有效 / the receipt is genuine", "tax/payments");
    }

    @Test
    void a_changed_receipt_another_file_and_a_stranger_are_exit_code_one() throws IOException {
        Path receipt = folder.resolve("receipt.json");
        Files.writeString(
                folder.resolve("changed.json"), Files.readString(receipt).replace("\"bytes\": ", "\"bytes\": 1"));
        assertThat(verify("changed.json")).isEqualTo(1);
        assertThat(out.toString()).contains("内容与签名不符", "content and signature disagree");
        Files.writeString(folder.resolve("other.csv"), "else");
        assertThat(verify("receipt.json", "--batch", folder.resolve("other.csv").toString()))
                .isEqualTo(1);
        assertThat(verify("sent.csv")).isEqualTo(1);
        assertThat(verify("nowhere.json")).isEqualTo(2);
    }

    @Test
    void its_outcome_as_json_names_the_rules() {
        assertThat(verify("receipt.json", "--json")).isZero();
        JsonObject json = new JsonObject(out.toString());
        assertThat(json.getBoolean("good")).isTrue();
        assertThat(json.getJsonArray("findings").getJsonObject(0).getString("rule"))
                .isEqualTo("SIGNED");
    }

    @Test
    void keys_take_turns_and_old_receipts_go_on_holding() throws IOException {
        assertThat(run("key", "--config", config.toString(), "--from", "2024-10-01"))
                .as(err.toString())
                .isZero();
        receipt("second.json", ring());
        assertThat(Files.readString(folder.resolve("second.json"))).contains("\"keyId\": \"receipt-2\"");
        Files.delete(ReceiptKeyring.privateKey(config, "receipt-1"));
        assertThat(verify("receipt.json")).isZero();
        assertThat(verify("second.json")).isZero();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(ReceiptKeyring.privateKey(config, "receipt-2"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(config.resolve("receipt-keys.yaml")))
                .startsWith("# 枢纽的回执签名密钥")
                .doesNotContain("PRIVATE");
    }

    @Test
    void a_key_that_is_revoked_while_the_hub_runs_signs_no_more() throws IOException {
        ReceiptKeyring ring = ring();
        Path keys = config.resolve("receipt-keys.yaml");
        Files.writeString(keys, Files.readString(keys) + "    revokedAt: 2024-11-01T11:00:00+08:00\n");
        assertThat(ring.step()).isFalse();
        receipt("unsigned.json", ring);
        assertThat(Files.readString(folder.resolve("unsigned.json"))).contains("\"signature\": null");
        assertThat(verify("unsigned.json")).isEqualTo(1);
        assertThat(verify("receipt.json"))
                .as("signed an hour after its key was revoked")
                .isEqualTo(1);
        Files.writeString(keys, "keys: [{ id: x }]\n");
        assertThatThrownBy(ring::step).isInstanceOf(Problems.Refused.class);
        assertThat(ring.keys().json().encode()).contains("receipt-1");
    }

    @Test
    void a_folder_without_a_key_that_signs_is_a_problem_that_names_the_fix() throws IOException {
        Files.delete(ReceiptKeyring.privateKey(config, "receipt-1"));
        assertThatThrownBy(this::ring).hasMessageContaining("./hub secrets");
        Files.delete(config.resolve("receipt-keys.yaml"));
        assertThatThrownBy(this::ring).hasMessageContaining("./hub secrets");
        ReceiptKeyFile.ensure(config, LocalDate.of(2024, 1, 1), new SecureRandom());
        Files.copy(ReceiptKeyring.privateKey(config, "receipt-1"), folder.resolve("kept"));
        Files.delete(config.resolve("receipt-keys.yaml"));
        Files.delete(ReceiptKeyring.privateKey(config, "receipt-1"));
        ReceiptKeyFile.ensure(config, LocalDate.of(2024, 1, 1), new SecureRandom());
        Files.delete(ReceiptKeyring.privateKey(config, "receipt-1"));
        Files.copy(folder.resolve("kept"), ReceiptKeyring.privateKey(config, "receipt-1"));
        assertThatThrownBy(this::ring).hasMessageContaining("not the private half");
    }

    private ReceiptKeyring ring() {
        Problems problems = new Problems();
        ReceiptKeyring ring = ReceiptKeyring.load(config, new SecureRandom(), NOON, problems);
        problems.throwIfAny();
        return ring;
    }

    private void receipt(String name, ReceiptKeyring ring) throws IOException {
        ReceiptOffice office = new ReceiptOffice(Platform.database(), ring, InstantSource.fixed(NOON));
        Files.writeString(
                folder.resolve(name),
                office.first(new Receipt(
                        7, FeedId.of("tax/payments"), "", "sent.csv", -1, SENT.length, Sm3.hex(SENT), NOON, false)));
    }

    private int verify(String file, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "verify";
        all[1] = folder.resolve(file).toString();
        all[2] = "--keys";
        all[3] = config.resolve("receipt-keys.yaml").toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return run(all);
    }

    private int run(String... arguments) {
        return new CommandLine(new ReceiptCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
