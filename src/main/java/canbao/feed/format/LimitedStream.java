package canbao.feed.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the reading when more bytes come than agreed. */
public final class LimitedStream extends FilterInputStream {
    private final long limit;
    private long count;

    public LimitedStream(InputStream bytes, long limit) {
        super(bytes);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            counted(1);
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        counted(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        counted(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void counted(long more) {
        count += more;
        if (count > limit) {
            throw new BatchStop(
                    "TOO_MANY_BYTES",
                    "file",
                    "超过约定的%d字节，请分批报送 / larger than the agreed %d bytes: send it in parts".formatted(limit, limit));
        }
    }
}
