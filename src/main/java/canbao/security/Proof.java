package canbao.security;

import canbao.crypto.Sm2;
import canbao.crypto.Sm3Mac;
import java.security.MessageDigest;

/** How an agency proves that a text is its own. */
public sealed interface Proof {
    /** Whether the signature (bytes) is the key holder's of this text. */
    boolean signs(byte[] text, byte[] signature);

    /** HMAC-SM3 with a secret that the agency and the hub share. */
    record Hmac(Secret secret) implements Proof {
        @Override
        public boolean signs(byte[] text, byte[] signature) {
            return MessageDigest.isEqual(new Sm3Mac(secret.bytes()).code(text), signature);
        }
    }

    /** SM2 with SM3; the hub knows the public key only, so that nobody there can sign in the agency's name. */
    record Signature(Sm2.PublicKey publicKey) implements Proof {
        @Override
        public boolean signs(byte[] text, byte[] signature) {
            return publicKey.verifies(text, signature);
        }
    }
}
