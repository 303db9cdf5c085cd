package canbao.sim;

import canbao.crypto.Sm3;
import canbao.crypto.Sm3Mac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/**
 * An agency's side of the hub's signed door: {@code POST /feeds/<agency>/<feed>} with key id, timestamp in epoch
 * milliseconds, a fresh nonce, the SM3 of the body (GB/T 32905) and an HMAC-SM3 over all of them. Thread-safe; blocks.
 */
public final class SignedPush implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI hub;
    private final String keyId;
    private final Sm3Mac mac;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** What the hub said. */
    public record Answer(int status, String body) {
        public boolean accepted() {
            return status == 202;
        }
    }

    /** @param hub scheme, host and port, such as {@code http://127.0.0.1:8080} */
    public SignedPush(URI hub, String keyId, byte[] secret, Clock clock) {
        this.hub = hub;
        this.keyId = keyId;
        this.mac = new Sm3Mac(secret);
        this.clock = clock;
    }

    /** Posts a batch; throws {@link UncheckedIOException} when no answer came: then nobody knows whether it was taken. */
    public Answer post(String feed, byte[] body, Map<String, String> optionalHeaders) {
        String path = "/feeds/" + feed;
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path))
                .timeout(ANSWER)
                .header("Content-Type", "application/x-ndjson; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(body));
        headers(path, body, clock.millis(), UUID.randomUUID().toString()).forEach(request::setHeader);
        optionalHeaders.forEach(request::setHeader);
        return send(request.build());
    }

    /** Posts a batch under the sender's own number: the same number with the same lines may be posted again. */
    public Answer post(String feed, String batch, Iterable<String> lines) {
        return post(feed, body(lines), Map.of("Idempotency-Key", batch));
    }

    /** The signature's headers, for those who want to send something wrong. */
    public Map<String, String> headers(String path, byte[] body, long timestamp, String nonce) {
        String digest = Sm3.hex(body);
        String signed = String.join("\n", "POST", path, keyId, Long.toString(timestamp), nonce, digest);
        return Map.of(
                "X-Canbao-Key", keyId,
                "X-Canbao-Timestamp", Long.toString(timestamp),
                "X-Canbao-Nonce", nonce,
                "X-Canbao-Digest", digest,
                "X-Canbao-Signature",
                        HexFormat.of().formatHex(mac.copy().code(signed.getBytes(StandardCharsets.UTF_8))));
    }

    static byte[] body(Iterable<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while posting to " + request.uri().getPath(), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
