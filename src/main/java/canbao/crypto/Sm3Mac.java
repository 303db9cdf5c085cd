package canbao.crypto;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * HMAC-SM3 (GB/T 32905, RFC 2104 construction) with the padded key hashed once, so that a short message costs two
 * compressions less. Not thread-safe: take a {@link #copy()} per thread.
 */
public final class Sm3Mac {
    private static final int BLOCK = 64;
    public static final int LENGTH = 32;

    private final SM3Digest innerStart = new SM3Digest();
    private final SM3Digest outerStart = new SM3Digest();
    private final SM3Digest inner = new SM3Digest();
    private final SM3Digest outer = new SM3Digest();
    private final byte[] middle = new byte[LENGTH];

    public Sm3Mac(byte[] key) {
        byte[] padded = new byte[BLOCK];
        byte[] shortKey = key.length > BLOCK ? Sm3.digest(key) : key;
        System.arraycopy(shortKey, 0, padded, 0, shortKey.length);
        byte[] mask = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            mask[i] = (byte) (padded[i] ^ 0x36);
        }
        innerStart.update(mask, 0, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            mask[i] = (byte) (padded[i] ^ 0x5c);
        }
        outerStart.update(mask, 0, BLOCK);
    }

    private Sm3Mac(Sm3Mac other) {
        innerStart.reset(other.innerStart);
        outerStart.reset(other.outerStart);
    }

    public Sm3Mac copy() {
        return new Sm3Mac(this);
    }

    /** The 32-byte code of a message. */
    public byte[] code(byte[] message) {
        inner.reset(innerStart);
        inner.update(message, 0, message.length);
        inner.doFinal(middle, 0);
        outer.reset(outerStart);
        outer.update(middle, 0, LENGTH);
        byte[] code = new byte[LENGTH];
        outer.doFinal(code, 0);
        return code;
    }

    /** The first 128 bits of the code of a text's UTF-8 bytes: a keyed name for something that must not be readable. */
    public UUID key(String text) {
        byte[] code = code(text.getBytes(StandardCharsets.UTF_8));
        return new UUID(bigEndian(code, 0), bigEndian(code, 8));
    }

    private static long bigEndian(byte[] bytes, int from) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (bytes[from + i] & 0xff);
        }
        return value;
    }
}
