package canbao.console;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A request as an agency's own program would sign it, written from the interface's text and not with the hub's classes. */
public final class SignedCall {
    private static final List<String> LINES = List.of(
            "X-Canbao-Key",
            "X-Canbao-Timestamp",
            "X-Canbao-Nonce",
            "X-Canbao-Digest",
            "Idempotency-Key",
            "X-Canbao-As-Of",
            "X-Canbao-Rows",
            "X-Canbao-Sum");

    final String path;
    private final String method;
    private final byte[] body;
    private final Map<String, String> headers = new TreeMap<>();
    private UnaryOperator<byte[]> signer = text -> hmac(ConsoleHarness.SECRET, text);

    public SignedCall(String path, String body, Instant now) {
        this("POST", path, body.getBytes(StandardCharsets.UTF_8), now);
        headers.put("Content-Type", "application/x-ndjson");
    }

    /** A request without a body. */
    public static SignedCall get(String path, Instant now) {
        return new SignedCall("GET", path, new byte[0], now);
    }

    public SignedCall(String method, String path, byte[] body, Instant now) {
        this.method = method;
        this.path = path;
        this.body = body;
        headers.put("X-Canbao-Key", "tax-1");
        headers.put("X-Canbao-Timestamp", String.valueOf(now.toEpochMilli()));
        headers.put("X-Canbao-Nonce", UUID.randomUUID().toString());
        headers.put("X-Canbao-Digest", sm3(this.body));
    }

    public SignedCall with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public SignedCall without(String header) {
        headers.put(header, "");
        return this;
    }

    public SignedCall secret(String other) {
        signer = text -> hmac(other, text);
        return this;
    }

    /** By a key of another kind: text in, signature out. */
    public SignedCall signedBy(String key, UnaryOperator<byte[]> how) {
        headers.put("X-Canbao-Key", key);
        signer = how;
        return this;
    }

    public HttpRequest request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.putIfAbsent("X-Canbao-Signature", signature());
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    /** The request's head, for those who speak through a socket of their own. */
    public String head(String extra) {
        headers.putIfAbsent("X-Canbao-Signature", signature());
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(extra).append("\r\n").toString();
    }

    private String signature() {
        StringBuilder text = new StringBuilder(method + "\n" + path);
        LINES.forEach(name -> text.append('\n').append(headers.getOrDefault(name, "")));
        return HexFormat.of().formatHex(signer.apply(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(String secret, byte[] text) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(secret.getBytes(StandardCharsets.UTF_8)));
        mac.update(text, 0, text.length);
        byte[] code = new byte[32];
        mac.doFinal(code, 0);
        return code;
    }

    public static String sm3(byte[] bytes) {
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }
}
