package canbao.feed.receipt;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who vouches for a statement.
 *
 * @param signedAt ISO 8601 with the offset of Asia/Shanghai; part of what is signed
 * @param value the signature in DER, lower-case hex
 */
record Signature(String keyId, String signedAt, String value) {
    /** SM2 over SM3 with the signer's id 1234567812345678 (GB/T 32918, GM/T 0009). */
    static final String ALGORITHM = "SM2-SM3";

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){8,80}");

    String json() {
        return "{\"keyId\": " + Json.encode(keyId) + ", \"algorithm\": " + Json.encode(ALGORITHM) + ", \"signedAt\": "
                + Json.encode(signedAt) + ", \"value\": " + Json.encode(value) + "}";
    }

    /** Empty when it is not what we write. */
    static Optional<Signature> read(JsonObject json) {
        boolean whole = json.getValue("keyId") instanceof String
                && ALGORITHM.equals(json.getValue("algorithm"))
                && json.getValue("signedAt") instanceof String
                && json.getValue("value") instanceof String hex
                && HEX.matcher(hex).matches();
        return whole
                ? Optional.of(
                        new Signature(json.getString("keyId"), json.getString("signedAt"), json.getString("value")))
                : Optional.empty();
    }

    static boolean isHex(String value) {
        return HEX.matcher(value).matches();
    }
}
