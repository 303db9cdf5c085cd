package canbao.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A batch's bytes, opened once and read once from the first to the last. Whoever opens it closes it. A stream that fails
 * before its end, because it was cut off or is not what was announced, leaves nothing stored.
 */
@FunctionalInterface
public interface Content {
    InputStream open() throws IOException;

    static Content of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** Bytes that are in memory already. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes) implements Content {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public String toString() {
            return "Bytes";
        }
    }

    /** A file's bytes; a link is not followed. */
    static Content of(Path file) {
        return () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
}
