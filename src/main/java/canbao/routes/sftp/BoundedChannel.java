package canbao.routes.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file being uploaded, which cannot grow over a limit, not even by holes. */
final class BoundedChannel implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private final long limit;
    private boolean failed;

    BoundedChannel(SeekableByteChannel file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    /** Whether something of the file is missing, whatever came after it. */
    boolean failed() {
        return failed;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        boolean fits = file.position() + bytes.remaining() <= limit;
        int wanted = bytes.remaining();
        int written = 0;
        try {
            written = fits ? file.write(bytes) : 0;
        } finally {
            failed |= written < wanted;
        }
        if (!fits) {
            throw BoxRules.denied(
                    "超过上限 " + limit + " 字节，请分批 / over the limit of " + limit + " bytes: send it in parts");
        }
        return written;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
