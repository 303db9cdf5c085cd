package canbao.feed;

import canbao.crypto.Seal;
import canbao.crypto.Sm3Stream;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch's bytes, sealed chunk by chunk as they arrive. One chunk stays in memory; more go to a file that holds sealed
 * bytes only, so that the slowest sender keeps no transaction open and no personal data lies on the disk. The file has no
 * name while it is in use: a crash leaves nothing behind.
 */
final class SealedBody implements AutoCloseable {
    static final int CHUNK = 1 << 20;
    /** Lists shrink to less than half at this level, and sealing costs more than shrinking. */
    private static final int LEVEL = 1;

    private final Seal seal;
    private final long batch;
    private final Sm3Stream sm3 = new Sm3Stream();
    private byte[] only = new byte[0];
    private @Nullable FileChannel file;
    /** Where each chunk begins in the file, and where the last one ends. */
    private final List<Long> bounds = new ArrayList<>(List.of(0L));

    private long bytes;
    private byte[] digest = new byte[0];

    private SealedBody(Seal seal, long batch) {
        this.seal = seal;
        this.batch = batch;
    }

    /** More bytes arrived than allowed. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads a stream to its end; throws {@link TooLarge} as soon as it exceeds the limit. */
    static SealedBody of(InputStream plain, Seal seal, long batch, long maxBytes) {
        SealedBody body = new SealedBody(seal, batch);
        boolean complete = false;
        try {
            body.fill(plain, maxBytes);
            complete = true;
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("a batch did not arrive whole", e);
        } finally {
            if (!complete) {
                body.close();
            }
        }
    }

    int chunks() {
        return bounds.size() - 1;
    }

    long bytes() {
        return bytes;
    }

    /** SM3 of the bytes as they came. */
    byte[] digest() {
        return digest.clone();
    }

    byte[] chunk(int n) {
        FileChannel spool = file;
        if (spool == null) {
            return only;
        }
        long start = bounds.get(n);
        try {
            ByteBuffer sealed = ByteBuffer.allocate(Math.toIntExact(bounds.get(n + 1) - start));
            while (sealed.hasRemaining() && spool.read(sealed, start + sealed.position()) >= 0) {
                // A read may give less than was asked for.
            }
            return sealed.array();
        } catch (IOException e) {
            throw new UncheckedIOException("a spooled batch cannot be read again", e);
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(InputStream plain, long maxBytes) throws IOException {
        byte[] piece = new byte[CHUNK];
        int length = plain.readNBytes(piece, 0, CHUNK);
        while (length > 0) {
            bytes += length;
            if (bytes > maxBytes) {
                throw new TooLarge();
            }
            sm3.update(piece, 0, length);
            byte[] packed = new byte[(int) Zstd.compressBound(CHUNK)];
            int size = (int) Zstd.compressByteArray(packed, 0, packed.length, piece, 0, length, LEVEL);
            keep(seal.seal(packed, 0, size, Inbox.label(batch, chunks())));
            length = length < CHUNK ? 0 : plain.readNBytes(piece, 0, CHUNK);
        }
        digest = sm3.digest();
    }

    /** The bytes of a chunk whose seal was opened. */
    static byte[] unpacked(byte[] packed) {
        return Zstd.decompress(packed, CHUNK);
    }

    private void keep(byte[] sealed) throws IOException {
        bounds.add(bounds.getLast() + sealed.length);
        if (chunks() == 1) {
            only = sealed;
            return;
        }
        if (file == null) {
            Path path = Files.createTempFile("canbao-", ".sealed");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            write(file, only);
            only = new byte[0];
        }
        write(file, sealed);
    }

    private static void write(FileChannel file, byte[] sealed) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(sealed);
        while (left.hasRemaining()) {
            file.write(left);
        }
    }
}
