package canbao.routes.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** One folder with files, wherever it is. Names are of entries directly in it; links are never followed. */
interface Shelf extends AutoCloseable {
    /** What an entry is; what is neither file nor link (folders, pipes) is nobody's batch. */
    enum Kind {
        FILE,
        LINK,
        OTHER
    }

    /** One entry; two looks with the same size and time saw the same content, or somebody is still writing. */
    record Entry(String name, Kind kind, long bytes, long modifiedMillis) {}

    /** At most {@code limit} entries. */
    List<Entry> list(int limit) throws IOException;

    Optional<Entry> find(String name) throws IOException;

    InputStream open(String name) throws IOException;

    /** Moves an entry (a link itself, not what it points to) into a folder below, which is made; replaces what is there. */
    void move(String name, String folder, String newName) throws IOException;

    /** Writes a file into a folder below, which is made; nobody sees it before it is whole. */
    void write(String folder, String name, Writing writing) throws IOException;

    /** Writes a file to its end. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    void delete(String name) throws IOException;

    @Override
    default void close() {}
}
