package canbao.alert;

import canbao.crypto.Sm3Mac;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Whom to tell of alerts. A notice is a {@code POST} of JSON with {@code X-Canbao-Notice} (its id), {@code
 * X-Canbao-Timestamp} (ms) and {@code X-Canbao-Signature}: hex HMAC-SM3 over these two and the body, joined by line feeds.
 *
 * @param url http or https
 * @param secret the key of the signature, as text
 */
public record Webhook(URI url, String secret) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** One notice as a request that goes out now. */
    HttpRequest request(String id, String body, Instant now) {
        String timestamp = String.valueOf(now.toEpochMilli());
        return HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("X-Canbao-Notice", id)
                .header("X-Canbao-Timestamp", timestamp)
                .header("X-Canbao-Signature", signature(id, timestamp, body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Lower-case hex HMAC-SM3 of what a notice says. */
    String signature(String id, String timestamp, String body) {
        byte[] message = (id + "\n" + timestamp + "\n" + body).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(new Sm3Mac(secret.getBytes(StandardCharsets.UTF_8)).code(message));
    }

    @Override
    public String toString() {
        return "Webhook[" + url.getHost() + "]";
    }
}
