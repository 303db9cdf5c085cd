package canbao.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Seals bytes with SM4-GCM (GB/T 32907): 12 random bytes of nonce, the ciphertext, 16 bytes of tag. The label is
 * authenticated too, so that a sealed value moved to another row does not open. The cipher is reused; not thread-safe:
 * take a {@link #copy()} per thread.
 */
public final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyParameter key;
    private final GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    private final byte[] nonces = new byte[NONCE * 64];
    private int nextNonce = nonces.length;
    private boolean keyed;

    /** A seal with a key of 16 bytes. */
    public Seal(byte[] key) {
        if (key.length != 16) {
            throw new IllegalArgumentException("an SM4 key has 16 bytes, not " + key.length);
        }
        this.key = new KeyParameter(key);
    }

    private Seal(KeyParameter key) {
        this.key = key;
    }

    public Seal copy() {
        return new Seal(key);
    }

    public byte[] seal(byte[] plain, byte[] label) {
        return seal(plain, 0, plain.length, label);
    }

    public byte[] seal(byte[] plain, int offset, int length, byte[] label) {
        byte[] nonce = nonce();
        cipher.init(true, parameters(nonce, label));
        byte[] sealed = new byte[NONCE + cipher.getOutputSize(length)];
        System.arraycopy(nonce, 0, sealed, 0, NONCE);
        int written = cipher.processBytes(plain, offset, length, sealed, NONCE);
        try {
            cipher.doFinal(sealed, NONCE + written);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing failed", e);
        }
        return sealed;
    }

    /** Opens what {@link #seal} made; throws {@link IllegalStateException} when it was changed, moved or sealed by another key. */
    public byte[] open(byte[] sealed, byte[] label) {
        byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE);
        cipher.init(false, parameters(nonce, label));
        byte[] plain = new byte[cipher.getOutputSize(sealed.length - NONCE)];
        int written = cipher.processBytes(sealed, NONCE, sealed.length - NONCE, plain, 0);
        try {
            cipher.doFinal(plain, written);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(
                    "a sealed value does not open: changed, moved, or sealed by another key", e);
        }
        return plain;
    }

    /** The key is given once: its schedule and the tables of GCM cost more than sealing a short record. */
    private AEADParameters parameters(byte[] nonce, byte[] label) {
        @Nullable KeyParameter first = keyed ? null : key;
        keyed = true;
        return new AEADParameters(first, TAG_BITS, nonce, label);
    }

    private byte[] nonce() {
        if (nextNonce == nonces.length) {
            RANDOM.nextBytes(nonces);
            nextNonce = 0;
        }
        byte[] nonce = java.util.Arrays.copyOfRange(nonces, nextNonce, nextNonce + NONCE);
        nextNonce += NONCE;
        return nonce;
    }
}
