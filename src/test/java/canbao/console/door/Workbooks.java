package canbao.console.door;

import canbao.testing.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Somebody who changes a workbook. */
final class Workbooks {
    private Workbooks() {}

    /** The workbook with a text replaced wherever it stands in its parts. */
    static byte[] replaced(byte[] workbook, String text, String by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Path file = Files.write(Platform.folder("workbook").resolve("a.xlsx"), workbook);
            try (ZipFile in = new ZipFile(file.toFile());
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (ZipEntry entry : Collections.list(in.entries())) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    String part = new String(in.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    zip.write(part.replace(text, by).getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
