package canbao.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgenciesWatchTest {
    private static final Instant NOON = Instant.parse("2025-03-01T04:00:00Z");
    private static final String FILE = """
            agencies:
              - id: tax
                name: {zh: 税务局, en: Tax bureau}
                feeds: [payments]
                keys:
                  - {id: tax-1, secret: {file: secrets/tax-1}, from: 2024-09-01}
            """;

    @TempDir
    Path folder = Path.of(".");

    private AgenciesWatch watch;

    @BeforeEach
    void start() throws IOException {
        Secret.create(folder.resolve("secrets/tax-1"), new SecureRandom());
        write(FILE);
        watch = new AgenciesWatch(folder, name -> null, AgenciesFile.load(folder, name -> null, new Problems()));
    }

    @Test
    void a_key_is_revoked_and_another_added_without_a_restart() throws IOException {
        Secret.create(folder.resolve("secrets/tax-2"), new SecureRandom());
        write(FILE.replace("from: 2024-09-01}", "from: 2024-09-01, revoked: 2025-03-01T12:00:00+08:00}")
                + "      - {id: tax-2, secret: {file: secrets/tax-2}, from: 2024-09-01}\n");
        assertThat(watch.get().key("tax-2")).isEmpty();
        watch.step();
        assertThat(watch.get().key("tax-2")).isPresent();
        assertThat(watch.get().key("tax-1").orElseThrow().validity().isRevokedAt(NOON))
                .isTrue();
    }

    @Test
    void a_secret_that_was_replaced_in_its_file_counts_at_once() throws IOException {
        byte[] text = {1, 2, 3};
        Proof before = watch.get().key("tax-1").orElseThrow().proof();
        Secret fresh = Secret.create(folder.resolve("secrets/tax-1"), new SecureRandom());
        watch.step();
        byte[] code = new canbao.crypto.Sm3Mac(fresh.bytes()).code(text);
        assertThat(watch.get().key("tax-1").orElseThrow().proof().signs(text, code))
                .isTrue();
        assertThat(before.signs(text, code)).isFalse();
    }

    @Test
    void a_wrong_or_missing_file_changes_nothing_and_is_told_until_it_is_right() throws IOException {
        AgencyKeys good = watch.get();
        for (String wrong : new String[] {FILE.replace("from:", "form:"), "agencies: [", "", FILE + "agencies: []\n"}) {
            write(wrong);
            assertThatThrownBy(watch::step).as(wrong).isInstanceOf(Problems.Refused.class);
            assertThat(watch.get()).isSameAs(good);
        }
        Files.delete(folder.resolve("agencies.yaml"));
        assertThatThrownBy(watch::step).hasMessageContaining("go on holding");
        assertThat(watch.get()).isSameAs(good);
        write(FILE);
        watch.step();
        assertThat(watch.get().key("tax-1")).isPresent();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("agencies.yaml"), text);
    }
}
