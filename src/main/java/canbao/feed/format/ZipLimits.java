package canbao.feed.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Unpacks an XLSX file once into nothing, counting, so that the parser never meets one that grows without end. */
final class ZipLimits {
    private static final long MOST_BYTES = 1L << 30;
    private static final long MOST_RATIO = 200;
    private static final int MOST_ENTRIES = 1000;
    /** Small files may pack better than the ratio allows. */
    private static final long UNSUSPICIOUS = 10L << 20;

    private ZipLimits() {}

    static void check(byte[] file) {
        if (file.length == 0) {
            throw BatchStop.empty();
        }
        if (file.length < 4 || file[0] != 'P' || file[1] != 'K' || file[2] != 3 || file[3] != 4) {
            throw new BatchStop(
                    "NOT_XLSX",
                    "file",
                    "不是XLSX文件（改扩展名无效），请用Excel另存为.xlsx / not an XLSX file, whatever its name says: save it as .xlsx");
        }
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            unpack(zip, Math.min(MOST_BYTES, Math.max(UNSUSPICIOUS, MOST_RATIO * file.length)));
        } catch (IOException e) {
            throw damaged();
        }
    }

    private static void unpack(ZipFile zip, long limit) throws IOException {
        int entries = 0;
        long size = 0;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            try (InputStream bytes = zip.getInputStream(entry)) {
                size += size(bytes, limit - size);
            }
            if (++entries > MOST_ENTRIES || size > limit) {
                throw tooLarge();
            }
        }
        if (zip.getEntry("xl/workbook.xml") == null) {
            throw damaged();
        }
    }

    static BatchStop damaged() {
        return new BatchStop(
                "NOT_XLSX",
                "file",
                "XLSX文件已损坏，请用Excel打开后另存 / the XLSX file is damaged: open it in Excel and save it again");
    }

    private static BatchStop tooLarge() {
        return new BatchStop(
                "ZIP_BOMB", "file", "解压后过大，请只保留名单一个工作表 / unpacks to too much: leave only the sheet with the list");
    }

    private static long size(InputStream entry, long limit) throws IOException {
        byte[] nowhere = new byte[64 * 1024];
        long size = 0;
        for (int read = entry.read(nowhere); read >= 0 && size <= limit; read = entry.read(nowhere)) {
            size += read;
        }
        return size;
    }
}
