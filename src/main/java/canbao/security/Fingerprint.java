package canbao.security;

import canbao.crypto.Sm3;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fingerprint of a TLS certificate: the hash of its DER form, written {@code sha256:<64 hex digits>} or {@code
 * sm3:<64 hex digits>}, in either case and with or without colons between the bytes.
 */
public record Fingerprint(String hash, String hex) {
    private static final Pattern FORM = Pattern.compile("(sha256|sm3):([0-9a-f]{64})");

    /** Reads the written form; throws {@link IllegalArgumentException} for any other text. */
    public static Fingerprint of(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
        Matcher matcher = FORM.matcher(parts.length == 2 ? parts[0] + ":" + parts[1].replace(":", "") : "");
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a fingerprint");
        }
        return new Fingerprint(matcher.group(1), matcher.group(2));
    }

    boolean fits(byte[] certificate) {
        byte[] digest = hash.equals("sm3") ? Sm3.digest(certificate) : sha256(certificate);
        return MessageDigest.isEqual(digest, HexFormat.of().parseHex(hex));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows SHA-256", e);
        }
    }
}
