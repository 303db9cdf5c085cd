package canbao.security;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Sm2;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgenciesFileTest {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdLFSIxWTcnvq3qXYhDKMcTEAuIvkLJCFcwDSmmrRm2";
    private static final String P256 =
            "-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQUGo+tnMDCm5d2thPDTaGmAuhZqx\\nMvLhU3SuB7t9/s3FPVV/nVtlZB2vNhsGrhBrfdmiyy34SdImvgfi/wABSA==\\n-----END PUBLIC KEY-----";
    private static final String GOOD = """
            agencies:
              - id: tax
                name: {zh: 税务局, en: Tax bureau}
                feeds: [payments, answers]
                keys:
                  - {id: tax-1, secret: {file: secrets/tax.key}, from: 2024-09-01, until: 2025-09-01}
                  - {id: tax-2, secret: {env: TAX_KEY}, from: 2025-08-01}
            """;

    @TempDir
    Path folder = Path.of(".");

    @Test
    void keys_are_read_with_their_secrets_and_days() throws IOException {
        Secret.create(folder.resolve("secrets/tax.key"), new SecureRandom());
        Problems problems = new Problems();
        AgencyKeys keys = load(GOOD, problems);
        assertThat(problems.found()).isEmpty();
        AgencyKeys.Key first = keys.key("tax-1").orElseThrow();
        assertThat(first.validity().from()).isEqualTo(Instant.parse("2024-08-31T16:00:00Z"));
        assertThat(first.validity().covers(Instant.parse("2025-08-31T15:59:59Z")))
                .isTrue();
        assertThat(first.validity().covers(Instant.parse("2025-08-31T16:00:00Z")))
                .isFalse();
        assertThat(first.agency().owns(FeedId.of("tax/answers"))).isTrue();
        assertThat(first.agency().owns(FeedId.of("insurer/answers"))).isFalse();
        assertThat(keys.key("tax-2").orElseThrow().validity().until()).isEqualTo(Instant.MAX);
        assertThat(keys.key("tax-3")).isEmpty();
    }

    @Test
    void a_secret_shows_nowhere() throws IOException {
        Path file = folder.resolve("secrets/tax.key");
        Secret.create(file, new SecureRandom());
        String secret = Files.readString(file).strip();
        AgencyKeys.Key key = load(GOOD, new Problems()).key("tax-1").orElseThrow();
        assertThat(secret).hasSize(64);
        assertThat(key.toString()).doesNotContain(secret).contains("***");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void every_mistake_is_named_with_its_place_and_fix() throws IOException {
        Problems problems = new Problems();
        load("""
                agencies:
                  - id: tax
                    name: {zh: 税务局, en: Tax bureau}
                    feeds: [payments]
                    keys:
                      - {id: tax-1, secret: {file: nowhere.key}, from: 2024-09-01}
                      - {id: tax-2, secret: {text: in-the-file-itself-is-forbidden}, from: 2024-09-01}
                      - {id: tax-3, secret: {env: SHORT}, from: 2024-09-01}
                      - {id: tax-4, secret: {env: TAX_KEY}, from: 2024-09-01, until: 2024-09-01}
                      - {id: tax-5, secret: {env: TAX_KEY}, from: 2024-09-01}
                      - {id: tax-5, secret: {env: TAX_KEY}, from: 2024-09-01}
                  - {id: tax, name: {zh: 甲, en: A}, feeds: [Payments], keys: []}
                """, problems);
        assertThat(problems.found())
                .extracting(Problem::place)
                .containsExactly(
                        "6: agencies[0].keys[0].secret.file",
                        "7: agencies[0].keys[1].secret",
                        "8: agencies[0].keys[2].secret.env",
                        "9: agencies[0].keys[3].until",
                        "11: agencies[0].keys[5].id",
                        "12: agencies[1].feeds",
                        "12: agencies[1].feeds",
                        "12: agencies[1].id");
        assertThat(problems.found()).allSatisfy(problem -> {
            assertThat(problem.toString()).doesNotContain("forbidden").doesNotContain("tiny");
            assertThat(problem.fix()).isNotBlank();
        });
    }

    @Test
    void an_sm2_key_is_its_public_half_and_a_revoked_key_says_since_when() throws IOException {
        Sm2.Pair pair = Sm2.generate(new SecureRandom());
        String pem = pair.publicKey().pem().strip().indent(10);
        Problems problems = new Problems();
        AgencyKeys keys = load("""
                agencies:
                  - id: tax
                    name: {zh: 税务局, en: Tax bureau}
                    feeds: [payments]
                    certificates: ["SHA256:%s", "sm3:%s"]
                    keys:
                      - id: tax-1
                        from: 2024-09-01
                        revoked: 2025-03-01T09:30:00+08:00
                        publicKey: |
                """.formatted("AB:".repeat(31) + "AB", "0".repeat(64)) + pem, problems);
        assertThat(problems.found()).isEmpty();
        AgencyKeys.Key key = keys.key("tax-1").orElseThrow();
        byte[] text = {1, 2, 3};
        assertThat(key.proof().signs(text, pair.privateKey().sign(text, new SecureRandom())))
                .isTrue();
        assertThat(key.validity().isRevokedAt(Instant.parse("2025-03-01T01:29:59Z")))
                .isFalse();
        assertThat(key.validity().isRevokedAt(Instant.parse("2025-03-01T01:30:00Z")))
                .isTrue();
        assertThat(key.agency().certificates())
                .containsExactlyInAnyOrder(
                        Fingerprint.of("sha256:" + "ab".repeat(32)), Fingerprint.of("sm3:" + "0".repeat(64)));
    }

    @Test
    void a_key_of_no_kind_or_two_and_a_wrong_curve_are_named() throws IOException {
        Problems problems = new Problems();
        load("""
                agencies:
                  - id: tax
                    name: {zh: 税务局, en: Tax bureau}
                    feeds: [payments]
                    certificates: ["sha256:12", "md5:%s"]
                    keys:
                      - {id: tax-1, from: 2024-09-01}
                      - {id: tax-2, from: 2024-09-01, secret: {env: TAX_KEY}, publicKey: x}
                      - {id: tax-3, from: 2024-09-01, publicKey: "%s"}
                      - {id: tax-4, from: 2024-09-01, secret: {env: TAX_KEY}, revoked: 2025-03-01}
                """.formatted("0".repeat(64), P256), problems);
        assertThat(problems.found())
                .extracting(Problem::place)
                .containsExactly(
                        "5: agencies[0].certificates",
                        "5: agencies[0].certificates",
                        "7: agencies[0].keys[0]",
                        "8: agencies[0].keys[1].publicKey",
                        "8: agencies[0].keys[1]",
                        "9: agencies[0].keys[2].publicKey",
                        "10: agencies[0].keys[3].revoked");
    }

    @Test
    void an_agency_without_http_keys_has_its_sftp_login_folders_and_tables() throws IOException {
        Problems problems = new Problems();
        AgencyKeys keys = load("""
                agencies:
                  - id: tax
                    name: {zh: 税务局, en: Tax bureau}
                    feeds: [payments]
                    doors:
                      sftp: {user: tax, publicKeys: ["%s tax@example"], password: {env: TAX_KEY}}
                      folders: [tax]
                      tables: [exchange.payments]
                """.formatted(ED25519), problems);
        assertThat(problems.found()).isEmpty();
        AgencyDoors doors = keys.agencies().getFirst().doors();
        AgencyDoors.Sftp login = doors.sftp().orElseThrow();
        assertThat(login.user()).isEqualTo("tax");
        assertThat(login.publicKeys()).containsExactly(ED25519 + " tax@example");
        assertThat(login.hasPassword("0123456789abcdef")).isTrue();
        assertThat(login.hasPassword("0123456789abcdeg")).isFalse();
        assertThat(login.toString()).doesNotContain("0123456789abcdef");
        assertThat(doors.folders()).containsExactly("tax");
        assertThat(doors.tables()).containsExactly("exchange.payments");
    }

    @Test
    void doors_that_steer_elsewhere_cannot_be_opened_or_have_two_owners_are_named() throws IOException {
        Problems problems = new Problems();
        load("""
                agencies:
                  - id: tax
                    name: {zh: 税务局, en: Tax bureau}
                    feeds: [payments]
                    doors:
                      sftp: {user: "../tax", publicKeys: ["ssh-rsa AAAA", "%s"]}
                      folders: [../education, education]
                      tables: ["payments; drop table fact"]
                  - {id: insurer, name: {zh: 甲, en: A}, feeds: [answers], doors: {sftp: {user: ok}, folders: [education]}}
                """.formatted(ED25519.replace("ssh-ed25519", "ssh-rsa")), problems);
        assertThat(problems.found())
                .extracting(problem -> problem.place() + " " + problem.rule())
                .containsExactly(
                        "6: agencies[0].doors.sftp.user not a login name",
                        "6: agencies[0].doors.sftp.publicKeys an OpenSSH public key that is cut off or not base64",
                        "6: agencies[0].doors.sftp.publicKeys an OpenSSH public key whose type does not match its content",
                        "7: agencies[0].doors.folders not a name: ../education",
                        "8: agencies[0].doors.tables not a name: payments; drop table fact",
                        "9: agencies[1].doors.sftp a login without key and password",
                        "9: agencies[1].doors the folder education is listed twice");
    }

    private AgencyKeys load(String text, Problems problems) throws IOException {
        Files.writeString(folder.resolve("agencies.yaml"), text);
        Map<String, String> environment = Map.of("TAX_KEY", "0123456789abcdef", "SHORT", "tiny");
        AgencyKeys keys = AgenciesFile.load(folder, environment::get, problems);
        assertThat(List.of("tax", "insurer"))
                .containsAll(keys.agencies().stream().map(AgencyKeys.Agency::id).toList());
        return keys;
    }
}
