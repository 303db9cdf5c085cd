package canbao.feed.format.file;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Format.Form;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a file's first bytes say that it is; its name and what was said of it are not asked. */
final class Content {
    private static final int LENGTH = 4096;

    private record Known(String bytes, String chinese, String english) {}

    /** Forms that people send and that nobody agreed on. */
    private static final List<Known> REFUSED = List.of(
            new Known(
                    "\u00D0\u00CF\u0011\u00E0",
                    "旧版Excel(.xls)或设有密码的Excel，请另存为无密码的.xlsx",
                    "an old .xls or an Excel file with a password: save it as .xlsx without one"),
            new Known("\u001F\u008B", "GZIP压缩文件，请改用ZIP或不压缩", "a GZIP file: send a ZIP or plain"),
            new Known("Rar!", "RAR压缩文件，请改用ZIP", "a RAR archive: send a ZIP"),
            new Known("7z\u00BC\u00AF", "7z压缩文件，请改用ZIP", "a 7z archive: send a ZIP"),
            new Known("%PDF", "PDF文件，请报送表格", "a PDF: send the table itself"),
            new Known("\u00FD7zXZ", "XZ压缩文件，请改用ZIP", "an XZ file: send a ZIP"));

    private static final List<String> MARKUP = List.of("<html", "<!doctype", "<?xml", "<table", "<meta");

    private Content() {}

    /** Looks without consuming; a ZIP may still turn out to be a workbook. */
    static Form of(BufferedInputStream bytes) throws IOException {
        bytes.mark(LENGTH);
        byte[] start = bytes.readNBytes(LENGTH);
        bytes.reset();
        if (start.length == 0) {
            throw BatchStop.empty();
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
            return Form.ZIP;
        }
        for (Known known : REFUSED) {
            if (text.startsWith(known.bytes())) {
                throw unknown(known.chinese(), known.english());
            }
        }
        String bare = text(start).replace("\uFEFF", "").stripLeading();
        if (MARKUP.stream().anyMatch(tag -> bare.toLowerCase(Locale.ROOT).startsWith(tag))) {
            throw unknown(
                    "网页或XML（改扩展名无效），请另存为.xlsx或CSV", "HTML or XML, whatever its name says: save it as .xlsx or CSV");
        }
        return bare.startsWith("{") || bare.startsWith("[") ? Form.JSON : Form.CSV;
    }

    /** As far as notation goes: whatever encoding but UTF-16 writes it as ASCII does. */
    private static String text(byte[] start) {
        int mark = start.length < 2 ? 0 : (start[0] & 0xff) << 8 | (start[1] & 0xff);
        Charset charset = switch (mark) {
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
        return new String(start, charset);
    }

    private static BatchStop unknown(String chinese, String english) {
        return new BatchStop("UNKNOWN_FORM", "file", "文件是" + chinese + " / this is " + english);
    }
}
