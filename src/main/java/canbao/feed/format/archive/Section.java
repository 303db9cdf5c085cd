package canbao.feed.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some of a file's bytes, read by position so that several can be read side by side. */
final class Section extends InputStream {
    private final FileChannel file;
    private long at;
    private long left;

    Section(FileChannel file, long at, long length) {
        this.file = file;
        this.at = at;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = file.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)), at);
        at += Math.max(read, 0);
        left -= Math.max(read, 0);
        return read;
    }
}
