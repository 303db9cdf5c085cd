package canbao.security;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** A public key as OpenSSH writes it: type, base64 of the same type and its numbers (RFC 4253 section 6.6), comment. */
final class OpenSshKey {
    static final String FIX = "write one line of the agency's .pub file, such as ssh-ed25519 AAAA… name";
    private static final Set<String> TYPES =
            Set.of("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");
    private static final int SHORTEST_RSA_BITS = 2048;

    private OpenSshKey() {}

    /** What is wrong with the line, in words that do not quote it. */
    static Optional<String> fault(String line) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2 || !TYPES.contains(words[0])) {
            return Optional.of("not an OpenSSH public key of a known type");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(words[1]));
            String type = new String(field(bytes), StandardCharsets.US_ASCII);
            if (!type.equals(words[0])) {
                return Optional.of("an OpenSSH public key whose type does not match its content");
            }
            return type.equals("ssh-rsa") ? rsa(bytes) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.of("an OpenSSH public key that is cut off or not base64");
        }
    }

    private static Optional<String> rsa(ByteBuffer bytes) {
        field(bytes);
        int bits = new BigInteger(1, field(bytes)).bitLength();
        return bits < SHORTEST_RSA_BITS
                ? Optional.of("an RSA key of " + bits + " bits, at least " + SHORTEST_RSA_BITS + " are needed")
                : Optional.empty();
    }

    private static byte[] field(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        bytes.get(field);
        return field;
    }
}
