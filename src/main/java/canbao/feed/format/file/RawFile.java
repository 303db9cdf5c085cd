package canbao.feed.format.file;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Format.Form;
import canbao.feed.format.RawSink;
import canbao.feed.format.archive.Allowance;
import canbao.feed.format.archive.Archive;
import canbao.feed.format.archive.Entry;
import canbao.feed.format.sheet.RawSheets;
import canbao.feed.format.text.RawText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads a file of which nothing is known, whatever its bytes turn out to be. Its memory does not grow with the file. */
public final class RawFile {
    private static final int BUFFER = 64 * 1024;

    private final RawSink sink;
    private final Allowance allowance = new Allowance();
    private int parts;

    private RawFile(RawSink sink) {
        this.sink = sink;
    }

    /** Reads to the end; throws {@link BatchStop} when the file is no good. */
    public static void read(InputStream bytes, RawSink sink) {
        try {
            new RawFile(sink).file(bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException("the file could not be read to its end", e);
        }
    }

    private void file(InputStream bytes, boolean inside) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER);
        Form form = Content.of(buffered);
        switch (form) {
            case CSV -> {
                sink.part(++parts, form);
                RawText.delimited(buffered, sink);
            }
            case JSON -> {
                sink.part(++parts, form);
                RawText.json(buffered, sink);
            }
            case XLSX, ZIP -> archive(buffered, inside);
        }
    }

    private void archive(InputStream bytes, boolean inside) throws IOException {
        try (Archive archive = Archive.open(bytes, allowance, null)) {
            if (archive.find("[Content_Types].xml").isPresent()) {
                parts = RawSheets.read(archive, parts, sink);
                return;
            }
            if (inside) {
                throw new BatchStop(
                        "NESTED_ZIP", "file", "压缩包内还有压缩包 / an archive within the archive: pack the files once only");
            }
            for (Entry entry : archive.entries()) {
                if (!entry.isJunk()) {
                    try (InputStream file = archive.open(entry)) {
                        file(file, true);
                    }
                }
            }
        }
    }
}
