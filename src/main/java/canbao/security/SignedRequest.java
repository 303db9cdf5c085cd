package canbao.security;

import canbao.crypto.Sm3Mac;
import canbao.security.AgencyKeys.Key;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signed part of a request: HMAC-SM3 over {@code method\npath\nkey\ntimestamp\nnonce\ndigest}. The checks are pure; the
 * nonce is spent by {@link SignedRequests}.
 */
record SignedRequest(
        String method, String path, String key, String timestamp, String nonce, String digest, String signature) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Map<String, Pattern> HEADERS = Map.of(
            "X-Canbao-Key", Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
            "X-Canbao-Timestamp", Pattern.compile("[0-9]{1,15}"),
            "X-Canbao-Nonce", Pattern.compile("[A-Za-z0-9-]{8,64}"),
            "X-Canbao-Digest", Pattern.compile("[0-9a-f]{64}"),
            "X-Canbao-Signature", Pattern.compile("[0-9a-f]{64}"));

    /** The first header that is missing or malformed. */
    static Optional<Verdict.Denied> malformed(Map<String, String> headers) {
        for (Map.Entry<String, Pattern> header : new TreeMap<>(HEADERS).entrySet()) {
            @Nullable String value = headers.get(header.getKey());
            if (value == null) {
                return Optional.of(Rule.HEADER_MISSING.of(header.getKey()));
            }
            if (!header.getValue().matcher(value).matches()) {
                return Optional.of(Rule.HEADER_MALFORMED.of(header.getKey()));
            }
        }
        return Optional.empty();
    }

    /** Reads headers that are not {@link #malformed}. */
    static SignedRequest read(Map<String, String> headers, String method, String path) {
        return new SignedRequest(
                method,
                path,
                headers.getOrDefault("X-Canbao-Key", ""),
                headers.getOrDefault("X-Canbao-Timestamp", ""),
                headers.getOrDefault("X-Canbao-Nonce", ""),
                headers.getOrDefault("X-Canbao-Digest", ""),
                headers.getOrDefault("X-Canbao-Signature", ""));
    }

    boolean signedBy(Key by) {
        String text = String.join("\n", method, path, key, timestamp, nonce, digest);
        byte[] expected = new Sm3Mac(by.secret().bytes()).code(text.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(expected, HexFormat.of().parseHex(signature));
    }

    boolean hasDigest(String bodyDigest) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), bodyDigest.getBytes(StandardCharsets.US_ASCII));
    }

    /** How far the timestamp is from now, when that is too far. */
    Optional<Duration> tooFarFrom(Instant now) {
        Duration distance = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), now)
                .abs();
        return distance.compareTo(TOLERANCE) > 0 ? Optional.of(distance) : Optional.empty();
    }
}
