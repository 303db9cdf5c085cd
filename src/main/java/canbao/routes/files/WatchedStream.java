package canbao.routes.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file's bytes, of which the end is reached only if the file is still what it was: no more, no less, not touched. */
final class WatchedStream extends FilterInputStream {
    private final long expected;
    private final Check unchanged;
    private long count;
    private boolean changed;

    /** Looks whether the file is what it was. */
    interface Check {
        boolean holds() throws IOException;
    }

    WatchedStream(InputStream in, long expected, Check unchanged) {
        super(in);
        this.expected = expected;
        this.unchanged = unchanged;
    }

    /** Whether reading stopped because somebody writes the file. */
    boolean changed() {
        return changed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count += Math.max(0, n);
        boolean end = n < 0;
        if (count > expected || (end && (count < expected || !unchanged.holds()))) {
            changed = true;
            throw new IOException("somebody is still writing the file");
        }
        return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
