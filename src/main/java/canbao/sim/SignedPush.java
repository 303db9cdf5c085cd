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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An agency's side of the hub's signed door: {@code POST /feeds/<agency>/<feed>} with key id, timestamp in epoch
 * milliseconds, a fresh nonce, the SM3 of the body (GB/T 32905) and an HMAC-SM3 over all of them and the optional headers. Thread-safe; blocks.
 */
public final class SignedPush implements AutoCloseable {
    private static final List<String> SIGNED = List.of(
            "X-Canbao-Key",
            "X-Canbao-Timestamp",
            "X-Canbao-Nonce",
            "X-Canbao-Digest",
            "Idempotency-Key",
            "X-Canbao-As-Of",
            "X-Canbao-Rows",
            "X-Canbao-Sum");
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
        headers(path, body, optionalHeaders).forEach(request::setHeader);
        return send(request.build());
    }

    /** Posts a batch under the sender's own number: the same number with the same lines may be posted again. */
    public Answer post(String feed, String batch, Iterable<String> lines) {
        return post(feed, body(lines), Map.of("Idempotency-Key", batch));
    }

    /** The optional headers and those of the signature over them; what is given is not replaced, even when it is wrong. */
    public Map<String, String> headers(String path, byte[] body, Map<String, String> optionalHeaders) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-Canbao-Key", keyId);
        headers.put("X-Canbao-Timestamp", Long.toString(clock.millis()));
        headers.put("X-Canbao-Nonce", UUID.randomUUID().toString());
        headers.put("X-Canbao-Digest", Sm3.hex(body));
        headers.putAll(optionalHeaders);
        StringBuilder signed = new StringBuilder("POST\n").append(path);
        SIGNED.forEach(name -> signed.append('\n').append(headers.getOrDefault(name, "")));
        byte[] code = mac.copy().code(signed.toString().getBytes(StandardCharsets.UTF_8));
        headers.putIfAbsent("X-Canbao-Signature", HexFormat.of().formatHex(code));
        return headers;
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
