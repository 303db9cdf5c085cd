package canbao.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * SM2 signatures with SM3 (GB/T 32918.2) on the curve sm2p256v1, for the default signer's id {@code 1234567812345678} (GM/T
 * 0009). Keys are PEM: {@code PUBLIC KEY} (RFC 5280) and {@code PRIVATE KEY} (RFC 5958), as OpenSSL writes them.
 */
public final class Sm2 {
    private static final X9ECParameters CURVE = GMNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1);
    private static final ECNamedDomainParameters DOMAIN =
            new ECNamedDomainParameters(GMObjectIdentifiers.sm2p256v1, CURVE);
    private static final int RAW = 64;

    private Sm2() {}

    /** A key pair. */
    public record Pair(PrivateKey privateKey, PublicKey publicKey) {}

    /** Who holds it can sign; it never shows in {@code toString}. */
    public static final class PrivateKey {
        private final ECPrivateKeyParameters key;

        private PrivateKey(ECPrivateKeyParameters key) {
            this.key = key;
        }

        /** Reads a PEM text; throws {@link IllegalArgumentException} when it is no SM2 private key. */
        public static PrivateKey of(String pem) {
            if (read(pem, "PRIVATE KEY", true) instanceof ECPrivateKeyParameters key && isSm2(key)) {
                return new PrivateKey(key);
            }
            throw new IllegalArgumentException("a private key, but not of the curve sm2p256v1");
        }

        public String pem() {
            try {
                return write(
                        "PRIVATE KEY",
                        PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded());
            } catch (IOException e) {
                throw new IllegalStateException("an SM2 private key cannot be written", e);
            }
        }

        /** The signature of a message, in DER. */
        public byte[] sign(byte[] message, SecureRandom random) {
            SM2Signer signer = new SM2Signer();
            signer.init(true, new ParametersWithRandom(key, random));
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException e) {
                throw new IllegalStateException("signing failed", e);
            }
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /** Who holds it can tell whether a signature is genuine. */
    public static final class PublicKey {
        private final ECPublicKeyParameters key;

        private PublicKey(ECPublicKeyParameters key) {
            this.key = key;
        }

        /** Reads a PEM text; throws {@link IllegalArgumentException} when it is no SM2 public key. */
        public static PublicKey of(String pem) {
            if (read(pem, "PUBLIC KEY", false) instanceof ECPublicKeyParameters key && isSm2(key)) {
                return new PublicKey(key);
            }
            throw new IllegalArgumentException("a public key, but not of the curve sm2p256v1");
        }

        public String pem() {
            try {
                return write(
                        "PUBLIC KEY",
                        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key)
                                .getEncoded());
            } catch (IOException e) {
                throw new IllegalStateException("an SM2 public key cannot be written", e);
            }
        }

        /** Whether the signature, in DER or as the 64 bytes of r and s, is the holder's of this message. */
        public boolean verifies(byte[] message, byte[] signature) {
            SM2Signer signer = signature.length == RAW ? new SM2Signer(PlainDSAEncoding.INSTANCE) : new SM2Signer();
            signer.init(false, key);
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        }
    }

    public static Pair generate(SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(DOMAIN, random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        return new Pair(
                new PrivateKey((ECPrivateKeyParameters) pair.getPrivate()),
                new PublicKey((ECPublicKeyParameters) pair.getPublic()));
    }

    private static boolean isSm2(ECKeyParameters key) {
        return key.getParameters().getCurve().equals(CURVE.getCurve());
    }

    private static AsymmetricKeyParameter read(String pem, String type, boolean secret) {
        String begin = "-----BEGIN " + type + "-----";
        String end = "-----END " + type + "-----";
        String text = pem.strip();
        if (!text.startsWith(begin) || !text.endsWith(end)) {
            throw new IllegalArgumentException("not a PEM text of one " + type);
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(text.substring(begin.length(), text.length() - end.length()));
            return secret ? PrivateKeyFactory.createKey(der) : PublicKeyFactory.createKey(der);
        } catch (IOException | RuntimeException e) {
            // Its message may quote the key.
            throw new IllegalArgumentException("a PEM text that holds no " + type);
        }
    }

    private static String write(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
