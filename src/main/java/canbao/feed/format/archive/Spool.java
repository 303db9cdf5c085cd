package canbao.feed.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Bytes that must be read in any order, kept out of the heap. */
final class Spool {
    private Spool() {}

    /**
     * Copies bytes into a file that only we can read and that has no name any more (POSIX) or loses it on close, so that no
     * personal data outlives this process. Without a folder it is made in the system's temporary one.
     */
    static FileChannel of(InputStream bytes, @Nullable Path folder) throws IOException {
        Path file = folder == null
                ? Files.createTempFile("canbao", ".batch")
                : Files.createTempFile(Files.createDirectories(folder), "canbao", ".batch");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            byte[] buffer = new byte[64 * 1024];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                ByteBuffer piece = ByteBuffer.wrap(buffer, 0, read);
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
