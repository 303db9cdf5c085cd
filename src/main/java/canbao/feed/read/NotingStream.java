package canbao.feed.read;

import canbao.crypto.Sm3Stream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Digests what passes. */
final class NotingStream extends FilterInputStream {
    private final Sm3Stream digest;

    NotingStream(InputStream bytes, Sm3Stream digest) {
        super(bytes);
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            digest.update(new byte[] {(byte) value});
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            digest.update(Arrays.copyOfRange(target, offset, offset + read));
        }
        return read;
    }

    /** Reads what it skips: it counts too. */
    @Override
    public long skip(long wanted) throws IOException {
        return readNBytes((int) Math.min(wanted, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
