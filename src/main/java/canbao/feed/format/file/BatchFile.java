package canbao.feed.format.file;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Format;
import canbao.feed.format.Format.Form;
import canbao.feed.format.Layout;
import canbao.feed.format.RowSink;
import canbao.feed.format.archive.Allowance;
import canbao.feed.format.archive.Archive;
import canbao.feed.format.archive.Entry;
import canbao.feed.format.sheet.SheetRows;
import canbao.feed.format.text.CsvRows;
import canbao.feed.format.text.JsonRows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch's rows, whatever its bytes turn out to be: delimited text, XLSX, JSON, or a ZIP of these. Its memory does
 * not grow with the batch.
 */
public final class BatchFile {
    private static final int BUFFER = 64 * 1024;

    private final Format format;
    private final Layout layout;
    private final RowSink sink;
    private final @Nullable Path spool;
    private final Allowance allowance = new Allowance();
    private int parts;

    private BatchFile(Format format, Layout layout, @Nullable Path spool, RowSink sink) {
        this.format = format;
        this.layout = layout;
        this.sink = sink;
        this.spool = spool;
    }

    /**
     * Reads to the end.
     *
     * @param spool where XLSX and ZIP are kept meanwhile, without a name; null for the system's temporary folder
     * @throws BatchStop when the batch as a whole is no good
     * @throws UncheckedIOException when the bytes end unexpectedly on our side
     */
    public static void read(InputStream bytes, Format format, Layout layout, @Nullable Path spool, RowSink sink) {
        try {
            new BatchFile(format, layout, spool, sink).file(bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read to its end", e);
        }
    }

    private void file(InputStream bytes, boolean inside) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER);
        Form form = Content.of(buffered);
        switch (form) {
            case CSV -> {
                accept(form);
                new CsvRows(format, ++parts).read(buffered, layout, sink);
            }
            case JSON -> {
                accept(form);
                new JsonRows(++parts).read(buffered, layout, sink);
            }
            case XLSX, ZIP -> archive(buffered, inside);
        }
    }

    private void archive(InputStream bytes, boolean inside) throws IOException {
        try (Archive archive = Archive.open(bytes, allowance, spool)) {
            if (archive.find("[Content_Types].xml").isPresent()) {
                accept(Form.XLSX);
                parts = new SheetRows(format.sheets(), layout, sink).read(archive, parts);
            } else if (inside) {
                throw new BatchStop(
                        "NESTED_ZIP",
                        "file",
                        "压缩包内还有压缩包，请只压缩一层 / an archive within the archive: pack the files once only");
            } else if (archive.find("META-INF/manifest.xml").isPresent()) {
                throw new BatchStop(
                        "UNKNOWN_FORM",
                        "file",
                        "不是XLSX（像是ODS或WPS文字），请另存为.xlsx / not an XLSX but perhaps an ODS file: save it as .xlsx");
            } else {
                accept(Form.ZIP);
                zip(archive);
            }
        }
    }

    private void zip(Archive archive) throws IOException {
        List<Entry> files =
                archive.entries().stream().filter(entry -> !entry.isJunk()).toList();
        if (files.isEmpty()) {
            throw BatchStop.empty();
        }
        int number = 0;
        for (Entry entry : files) {
            number++;
            try (InputStream bytes = archive.open(entry)) {
                file(bytes, true);
            } catch (BatchStop stop) {
                throw stop.within("file " + number);
            }
        }
    }

    private void accept(Form found) {
        if (!format.accepts().contains(found)) {
            String agreed =
                    format.accepts().stream().sorted().map(BatchFile::word).collect(Collectors.joining("、"));
            throw new BatchStop(
                    "NOT_ACCEPTED",
                    "file",
                    "文件是%s，约定为%s，请另存后重报 / the file is %s, agreed is %s: save it as that"
                            .formatted(word(found), agreed, word(found), agreed));
        }
    }

    private static String word(Form form) {
        return form == Form.CSV ? "CSV/text" : form.name().toUpperCase(Locale.ROOT);
    }
}
