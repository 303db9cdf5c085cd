package canbao.cli.feed.live;

import canbao.crypto.Sm2;
import canbao.crypto.Sm3Mac;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A key of either kind with which an agency signs its requests; it never shows in {@code toString}. */
public sealed interface RequestKey {
    /** The key id, as {@code agencies.yaml} of the hub has it. */
    String id();

    /** The signature of a text, in lower-case hex. */
    String sign(String text);

    /** HMAC-SM3 with a secret that both sides know: the UTF-8 bytes of its text without surrounding white space. */
    record Shared(String id, Sm3Mac mac) implements RequestKey {
        static Shared of(String id, String secret) {
            return new Shared(id, new Sm3Mac(secret.strip().getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String sign(String text) {
            return HexFormat.of().formatHex(mac.copy().code(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String toString() {
            return "Shared[" + id + "]";
        }
    }

    /** SM2 with SM3; the private key stays with the agency. */
    record Own(String id, Sm2.PrivateKey key) implements RequestKey {
        private static final SecureRandom RANDOM = new SecureRandom();

        @Override
        public String sign(String text) {
            return HexFormat.of().formatHex(key.sign(text.getBytes(StandardCharsets.UTF_8), RANDOM));
        }

        @Override
        public String toString() {
            return "Own[" + id + "]";
        }
    }
}
