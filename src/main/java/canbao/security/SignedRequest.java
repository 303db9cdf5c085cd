package canbao.security;

import canbao.security.AgencyKeys.Key;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signed part of a request, ten lines joined by line feeds: method, path (with its query, if any), key id, timestamp,
 * nonce, digest of the body, and the optional headers' values or empty lines: batch number, as-of day, rows, sum. The
 * checks are pure; the nonce is spent by {@link SignedRequests}.
 *
 * @param text the ten lines
 */
record SignedRequest(String key, String timestamp, String nonce, String digest, String text, String signature) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Map<String, Pattern> REQUIRED = new TreeMap<>(Map.of(
            "X-Canbao-Key", Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
            "X-Canbao-Timestamp", Pattern.compile("[0-9]{1,15}"),
            "X-Canbao-Nonce", Pattern.compile("[A-Za-z0-9-]{8,64}"),
            "X-Canbao-Digest", Pattern.compile("[0-9a-f]{64}"),
            "X-Canbao-Signature", Pattern.compile("([0-9a-f]{2}){32,80}")));
    private static final Map<String, Pattern> OPTIONAL = new TreeMap<>(Map.of(
            "Idempotency-Key", Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]{1,100}"),
            "X-Canbao-As-Of", Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
            "X-Canbao-Rows", Pattern.compile("[0-9]{1,9}"),
            "X-Canbao-Sum", Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,6})?")));

    /** The first header that is missing or malformed; control characters never get further than this. */
    static Optional<Verdict.Denied> malformed(Map<String, String> headers) {
        for (Map.Entry<String, Pattern> header : REQUIRED.entrySet()) {
            @Nullable String value = headers.get(header.getKey());
            if (value == null) {
                return Optional.of(Rule.HEADER_MISSING.of(header.getKey()));
            }
            if (!header.getValue().matcher(value).matches()) {
                return Optional.of(Rule.HEADER_MALFORMED.of(header.getKey()));
            }
        }
        for (Map.Entry<String, Pattern> header : OPTIONAL.entrySet()) {
            @Nullable String value = headers.get(header.getKey());
            if (value != null && !header.getValue().matcher(value).matches()) {
                return Optional.of(Rule.HEADER_MALFORMED.of(header.getKey()));
            }
        }
        return Optional.empty();
    }

    /** Reads headers that are not {@link #malformed}. */
    static SignedRequest read(Map<String, String> headers, String method, String path) {
        String text = String.join(
                "\n",
                method,
                path,
                value(headers, "X-Canbao-Key"),
                value(headers, "X-Canbao-Timestamp"),
                value(headers, "X-Canbao-Nonce"),
                value(headers, "X-Canbao-Digest"),
                value(headers, "Idempotency-Key"),
                value(headers, "X-Canbao-As-Of"),
                value(headers, "X-Canbao-Rows"),
                value(headers, "X-Canbao-Sum"));
        return new SignedRequest(
                value(headers, "X-Canbao-Key"),
                value(headers, "X-Canbao-Timestamp"),
                value(headers, "X-Canbao-Nonce"),
                value(headers, "X-Canbao-Digest"),
                text,
                value(headers, "X-Canbao-Signature"));
    }

    boolean signedBy(Key by) {
        return by.proof()
                .signs(text.getBytes(StandardCharsets.UTF_8), HexFormat.of().parseHex(signature));
    }

    /** How far the timestamp is from now, when that is too far. */
    Optional<Duration> tooFarFrom(Instant now) {
        Duration distance = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), now)
                .abs();
        return distance.compareTo(TOLERANCE) > 0 ? Optional.of(distance) : Optional.empty();
    }

    private static String value(Map<String, String> headers, String name) {
        return headers.getOrDefault(name, "");
    }
}
