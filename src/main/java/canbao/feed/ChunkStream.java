package canbao.feed;

import java.io.InputStream;
import java.util.function.IntFunction;

/** A stream over chunks that are fetched one at a time. */
final class ChunkStream extends InputStream {
    private final int chunks;
    private final IntFunction<byte[]> fetch;
    private byte[] chunk = new byte[0];
    private int next;
    private int at;

    ChunkStream(long length, int chunkLength, IntFunction<byte[]> fetch) {
        this.chunks = Math.toIntExact((length + chunkLength - 1) / chunkLength);
        this.fetch = fetch;
    }

    @Override
    public int read() {
        return advance() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean advance() {
        while (at == chunk.length && next < chunks) {
            chunk = fetch.apply(next++);
            at = 0;
        }
        return at < chunk.length;
    }
}
