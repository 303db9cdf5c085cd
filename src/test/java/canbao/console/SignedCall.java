package canbao.console;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A request as an agency's own program would sign it, written from the interface's text and not with the hub's classes. */
final class SignedCall {
    final String path;
    private final byte[] body;
    private final Map<String, String> headers = new TreeMap<>();
    private String secret = ConsoleHarness.SECRET;

    SignedCall(String path, String body, Instant now) {
        this.path = path;
        this.body = body.getBytes(StandardCharsets.UTF_8);
        headers.put("X-Canbao-Key", "tax-1");
        headers.put("X-Canbao-Timestamp", String.valueOf(now.toEpochMilli()));
        headers.put("X-Canbao-Nonce", UUID.randomUUID().toString());
        headers.put("X-Canbao-Digest", sm3(this.body));
        headers.put("Content-Type", "application/x-ndjson");
    }

    SignedCall with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    SignedCall without(String header) {
        headers.put(header, "");
        return this;
    }

    SignedCall secret(String other) {
        secret = other;
        return this;
    }

    HttpRequest request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.putIfAbsent("X-Canbao-Signature", signature());
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    private String signature() {
        String text = String.join(
                "\n",
                "POST",
                path,
                headers.get("X-Canbao-Key"),
                headers.get("X-Canbao-Timestamp"),
                headers.get("X-Canbao-Nonce"),
                headers.get("X-Canbao-Digest"));
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(secret.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        byte[] code = new byte[32];
        mac.doFinal(code, 0);
        return HexFormat.of().formatHex(code);
    }

    static String sm3(byte[] bytes) {
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] result = new byte[32];
        digest.doFinal(result, 0);
        return HexFormat.of().formatHex(result);
    }
}
