package canbao.feed.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The first bytes of what should be a text, kept to say more exactly what is wrong with it. */
final class TextStart {
    private static final int LENGTH = 4096;
    private static final List<Charset> OTHERS =
            List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16LE);

    private final byte[] bytes;
    private final Charset charset;

    private TextStart(byte[] bytes, Charset charset) {
        this.bytes = bytes;
        this.charset = charset;
    }

    /** Looks without consuming; stops the batch when it is empty, a spreadsheet, or marked as another encoding. */
    static TextStart peek(BufferedInputStream source, Charset charset) throws IOException {
        source.mark(LENGTH);
        TextStart start = new TextStart(source.readNBytes(LENGTH), charset);
        source.reset();
        if (start.bytes.length == 0) {
            throw BatchStop.empty();
        }
        if (start.begins(0x50, 0x4B, 3, 4) || start.begins(0xD0, 0xCF, 0x11, 0xE0)) {
            throw new BatchStop(
                    "NOT_TEXT",
                    "file",
                    "这是Excel或压缩文件，约定为文本，请另存后重报 / a spreadsheet or archive where a text was agreed: save it as text");
        }
        if (start.begins(0xEF, 0xBB, 0xBF) && !charset.equals(StandardCharsets.UTF_8)) {
            throw start.wrong("UTF-8");
        }
        if (start.begins(0xFF, 0xFE) || start.begins(0xFE, 0xFF)) {
            throw start.wrong("UTF-16");
        }
        return start;
    }

    /** Stops the batch as wrongly encoded when its header makes sense in another encoding. */
    void refuseOtherEncoding(Header header, char delimiter) {
        for (Charset other : OTHERS) {
            if (!other.equals(charset)
                    && header.matches(List.of(firstLine(other).split("[\"\\" + delimiter + "]")))) {
                throw wrong(other.name());
            }
        }
    }

    private String firstLine(Charset other) {
        CharBuffer text = CharBuffer.allocate(LENGTH);
        other.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).decode(ByteBuffer.wrap(bytes), text, false);
        return text.flip().toString().strip().lines().findFirst().orElse("");
    }

    private BatchStop wrong(String found) {
        return new BatchStop(
                "WRONG_ENCODING",
                "line 1",
                "文件是%s编码，约定为%s，请重新导出 / the file is %s, agreed is %s: export it again"
                        .formatted(found, charset, found, charset));
    }

    private boolean begins(int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
