package canbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Sm2;
import canbao.io.yaml.Problems;
import canbao.security.AgenciesFile;
import canbao.security.AgencyKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AgencyCommandTest {
    @TempDir
    Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("agencies.yaml"), """
                agencies:
                  - id: tax
                    name: { zh: 税务局, en: Tax }
                    feeds: [payments]
                    keys:
                """);
    }

    @Test
    void what_it_prints_is_what_the_file_needs_for_a_shared_secret() throws IOException {
        assertThat(run("key", "tax", "--config", folder.toString())).isZero();
        AgencyKeys keys = added();
        assertThat(keys.key("tax-1")).isPresent();
        Path secret = folder.resolve("secrets/tax-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(out.toString()).doesNotContain(Files.readString(secret).strip());
    }

    @Test
    void what_it_prints_is_what_the_file_needs_for_an_sm2_key_and_the_private_half_stays_outside() throws IOException {
        assertThat(run("key", "tax", "--sm2", "--config", folder.toString(), "--out", folder.toString()))
                .isZero();
        Path file = folder.resolve("tax-1.key.pem");
        var key = added().key("tax-1").orElseThrow();
        byte[] text = {1};
        assertThat(key.proof()
                        .signs(text, Sm2.PrivateKey.of(Files.readString(file)).sign(text, new SecureRandom())))
                .isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out.toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void the_next_key_gets_the_next_number() throws IOException {
        run("key", "tax", "--config", folder.toString());
        added();
        out.getBuffer().setLength(0);
        run("key", "tax", "--config", folder.toString());
        assertThat(out.toString()).contains("id: tax-2");
    }

    @Test
    void an_agency_that_is_not_there_and_two_kinds_at_once_are_refused() {
        assertThat(run("key", "taxes", "--config", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("add it first");
        assertThat(run("key", "tax", "--sm2", "--hmac", "--config", folder.toString()))
                .isEqualTo(2);
        assertThat(run("key", "../tax", "--config", folder.toString())).isEqualTo(2);
        assertThat(folder.resolve("secrets")).doesNotExist();
    }

    private int run(String... arguments) {
        return new CommandLine(new AgencyCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** The agencies after the printed lines were pasted as they are. */
    private AgencyKeys added() throws IOException {
        List<String> lines =
                out.toString().lines().filter(line -> line.startsWith("      ")).toList();
        Path file = folder.resolve("agencies.yaml");
        Files.writeString(file, Files.readString(file) + String.join("\n", lines) + "\n");
        Problems problems = new Problems();
        AgencyKeys keys = AgenciesFile.load(folder, name -> null, problems);
        problems.throwIfAny();
        return keys;
    }
}
