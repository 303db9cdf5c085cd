package canbao.sms.cmpp;

import canbao.model.message.SmsText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Texts and times as CMPP carries them: UCS2 parts with a concatenation header, local times with a UTC offset. */
public final class CmppText {
    public static final int UCS2 = 8;
    public static final int HEADER_BYTES = 6;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneId.of("Asia/Shanghai"));

    private CmppText() {}

    /** The contents of a text's segments; more than one part gets the header 05 00 03 reference parts part. */
    public static List<Buffer> contents(String text, int reference) {
        List<String> parts = SmsText.split(text);
        List<Buffer> contents = new ArrayList<>();
        for (String part : parts) {
            Buffer content = Buffer.buffer();
            if (parts.size() > 1) {
                content.appendBytes(new byte[] {5, 0, 3})
                        .appendByte((byte) reference)
                        .appendByte((byte) parts.size())
                        .appendByte((byte) (contents.size() + 1));
            }
            contents.add(content.appendBytes(part.getBytes(StandardCharsets.UTF_16BE)));
        }
        return contents;
    }

    /** The text of one segment, without its header. */
    public static String text(Buffer content, boolean hasHeader, int format) {
        int from = hasHeader ? content.getUnsignedByte(0) + 1 : 0;
        String charset = switch (format) {
            case UCS2 -> "UTF-16BE";
            case 15 -> "GBK";
            default -> "US-ASCII";
        };
        return content.getString(from, content.length(), charset);
    }

    /** SMPP 3.3's absolute time in Asia/Shanghai: yyMMddHHmmss, tenths, quarter hours from UTC, sign. */
    static String time(Instant instant) {
        return LOCAL.format(instant) + "032+";
    }
}
