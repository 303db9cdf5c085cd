package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.console.ConsoleHarness;
import canbao.console.ConsoleSettings.Tls;
import canbao.console.SampleStatus;
import canbao.console.SignedCall;
import canbao.console.door.Certificates.Holder;
import canbao.model.batch.Receipt;
import canbao.security.Fingerprint;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class MutualTlsTest {
    private static final Holder HUB = Certificates.of("hub");
    private static final Holder INSURER = Certificates.of("insurer");
    private static final Holder TAX = Certificates.of("tax");
    private static final Holder STRANGER = Certificates.of("stranger");
    private static final String INSURER_PATH = "/feeds/insurer/answers";

    private @Nullable ConsoleHarness started;

    @TempDir
    Path folder = Path.of(".");

    @AfterEach
    void stop() {
        Objects.requireNonNull(started).close();
    }

    @Test
    void a_pinned_agency_comes_over_its_own_certificate_only(Vertx vertx) throws Exception {
        start(vertx, false);
        assertThat(post(INSURER_PATH, "insurer-1", context(INSURER)).statusCode())
                .isEqualTo(202);
        for (SSLContext other : new SSLContext[] {context(TAX), context()}) {
            var answer = post(INSURER_PATH, "insurer-1", other);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("WRONG_CERTIFICATE", "insurer-1");
        }
        // Tax is not pinned: any connection will do, its signature decides.
        assertThat(post("/feeds/tax/payments", "tax-1", context()).statusCode()).isEqualTo(202);
        assertThat(post("/feeds/tax/payments", "tax-1", context(INSURER)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_certificate_that_the_hub_does_not_know_opens_no_connection(Vertx vertx) throws Exception {
        start(vertx, false);
        assertThatThrownBy(() -> post("/feeds/tax/payments", "tax-1", context(STRANGER)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void where_a_certificate_is_required_nobody_connects_without(Vertx vertx) throws Exception {
        start(vertx, true);
        assertThatThrownBy(() -> post("/feeds/tax/payments", "tax-1", context()))
                .isInstanceOf(IOException.class);
        assertThat(post("/feeds/tax/payments", "tax-1", context(TAX)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void protocols_before_tls_1_2_are_refused(Vertx vertx) throws Exception {
        start(vertx, false);
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            assertThat(post("/feeds/tax/payments", "tax-1", context(), protocol).statusCode())
                    .isEqualTo(202);
        }
        assertThatThrownBy(() -> post("/feeds/tax/payments", "tax-1", context(), "TLSv1.1"))
                .isInstanceOf(IOException.class);
    }

    private void start(Vertx vertx, boolean required) throws Exception {
        HUB.write(folder.resolve("hub.pem"), folder.resolve("hub.key"));
        INSURER.write(folder.resolve("insurer.pem"), folder.resolve("insurer.key"));
        TAX.write(folder.resolve("tax.pem"), folder.resolve("tax.key"));
        Path clients = folder.resolve("clients.pem");
        Files.writeString(
                clients, Files.readString(folder.resolve("insurer.pem")) + Files.readString(folder.resolve("tax.pem")));
        Tls tls = new Tls(folder.resolve("hub.pem"), folder.resolve("hub.key"), clients, required);
        byte[] sha256 = MessageDigest.getInstance("SHA-256")
                .digest(INSURER.certificate().getEncoded());
        started = new ConsoleHarness(
                vertx,
                Platform.database(),
                (feed, actor, headers, body) -> {
                    try (var stream = body.open()) {
                        int bytes = stream.readAllBytes().length;
                        return new Receipt(1, feed, "", "", -1, bytes, "", ConsoleHarness.START, false);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                true,
                SampleStatus::middle,
                ConsoleHarness.settings(ConsoleHarness.LIMIT, tls),
                Set.of(Fingerprint.of("sha256:" + HexFormat.of().formatHex(sha256))));
    }

    private static SSLContext context(Holder... own) {
        return Certificates.context(HUB.certificate(), own);
    }

    private HttpResponse<String> post(String path, String key, SSLContext context, String... protocols)
            throws IOException, InterruptedException {
        SSLParameters parameters = context.getDefaultSSLParameters();
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build()) {
            ConsoleHarness console = Objects.requireNonNull(started);
            SignedCall call = console.call(path, "{}").with("X-Canbao-Key", key);
            URI uri = URI.create(console.uri(path).toString().replace("http:", "https:"));
            return client.send(call.request(uri), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }
}
