package canbao.crypto;

import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/** SM3 of bytes that arrive in pieces. Not thread-safe; ends with {@link #digest()}. */
public final class Sm3Stream {
    private final SM3Digest digest = new SM3Digest();

    public void update(byte[] piece) {
        digest.update(piece, 0, piece.length);
    }

    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    public byte[] digest() {
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }

    public String hex() {
        return HexFormat.of().formatHex(digest());
    }
}
