package canbao.feed.format;

import java.io.InputStream;

/** Reads one form of file. */
public interface RowSource {
    /** Reads to the end; throws {@link BatchStop} when the batch as a whole is no good, {@link java.io.UncheckedIOException} when the bytes end unexpectedly on our side. */
    void read(InputStream bytes, Layout layout, RowSink sink);
}
