package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.cli.Folders;
import canbao.console.ConsoleHarness;
import canbao.console.SignedCall;
import canbao.crypto.Sm3Stream;
import canbao.io.Database;
import canbao.testing.ChildJvm;
import canbao.testing.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BigBodyTest {
    private static final int PIECES = 300;
    private static final byte[] PIECE = new byte[1_000_000];

    @TempDir
    Path folder = Path.of(".");

    @Test
    void three_hundred_megabytes_pass_through_a_hub_with_little_heap() throws Exception {
        // Mostly zeros, which are sealed quickly; the rest makes every chunk a few kilobytes.
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        System.arraycopy(random, 0, PIECE, 0, random.length);
        var address = Platform.freshDatabase();
        try (Database database = new Database(Platform.vertx(), address, 2);
                ChildJvm hub = ChildJvm.start(
                        BigBodyChild.class,
                        folder.resolve("log"),
                        List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:TieredStopAtLevel=4"),
                        address.host(),
                        "" + address.port(),
                        address.database(),
                        address.user(),
                        address.password(),
                        config().toString())) {
            int port = Integer.parseInt(hub.line());
            assertThat(send(port)).startsWith("HTTP/1.1 202").containsPattern("\"bytes\": ?300000000");
            assertThat(Long.parseLong(hub.line())).isBetween(100_000L, 12_000_000L);
            var chunks =
                    database.run("SELECT count(*) FROM batch_chunk").iterator().next();
            assertThat(chunks.getLong(0)).isEqualTo((PIECES * 1_000_000L + (1 << 20) - 1) / (1 << 20));
        }
    }

    private static String send(int port) throws IOException {
        Sm3Stream sm3 = new Sm3Stream();
        for (int i = 0; i < PIECES; i++) {
            sm3.update(PIECE);
        }
        SignedCall call = new SignedCall("POST", "/feeds/tax/payments", new byte[0], ConsoleHarness.START)
                .with("X-Canbao-Digest", sm3.hex());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(call.head("Connection: close\r\nContent-Length: " + PIECES * 1_000_000L + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < PIECES; i++) {
                out.write(PIECE);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path config() throws IOException {
        Path config = folder.resolve("config");
        for (String part : new String[] {"contracts", "codes"}) {
            Folders.copy(Path.of("config", part), config.resolve(part));
        }
        Path contract = config.resolve("contracts/tax-payments.yaml");
        Files.writeString(contract, Files.readString(contract).replace("maxBytes: 100000000", "maxBytes: 400000000"));
        return config;
    }
}
