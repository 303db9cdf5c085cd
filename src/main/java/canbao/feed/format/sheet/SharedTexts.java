package canbao.feed.format.sheet;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts that a workbook's cells share, packed tightly: cells name them by number in any order. */
final class SharedTexts {
    private static final int CHUNK = 1 << 20;
    private static final int CHUNKS = 40;
    private static final int INDEX_CHUNK = 1 << 16;
    private static final int MOST = 2_000_000;
    /** Bytes in front of each text that tell its length. */
    private static final int PREFIX = 3;

    private static final int REMEMBERED = 1 << 12;
    private static final int SHORT = 64;

    private final List<byte[]> chunks = new ArrayList<>();
    private final List<int[]> index = new ArrayList<>();
    /** Short texts met lately, by number: names of schools come again and again. */
    private final @Nullable String[] lately = new String[REMEMBERED];

    private final int[] latelyNumbers = new int[REMEMBERED];
    private int count;
    private int used = CHUNK;

    /** Reads {@code sharedStrings.xml}. */
    static SharedTexts read(Xml xml) {
        SharedTexts texts = new SharedTexts();
        while (xml.next()) {
            if (xml.isStart("si")) {
                texts.add(rich(xml, "si", "text", texts.count + 1));
            }
        }
        return texts;
    }

    /** The text of an element with plain text or runs of it, up to its end; phonetic hints are left out. */
    static String rich(Xml xml, String element, String unit, int number) {
        String text = "";
        while (xml.next() && !xml.isEnd(element)) {
            if (xml.isStart("rPh")) {
                xml.skip();
            } else if (xml.isStart("t")) {
                String run = xml.text(unit, number);
                text = text.isEmpty() ? run : text + run;
                if (text.length() > Limits.VALUE) {
                    throw Limits.value(unit + " " + number);
                }
            }
        }
        return text;
    }

    String get(String number) {
        int n = CellText.integer(number);
        if (n < 0 || n >= count) {
            throw Workbook.damaged();
        }
        int slot = n % REMEMBERED;
        String known = lately[slot];
        if (known != null && latelyNumbers[slot] == n) {
            return known;
        }
        String text = unpacked(n);
        if (text.length() <= SHORT) {
            lately[slot] = text;
            latelyNumbers[slot] = n;
        }
        return text;
    }

    private String unpacked(int n) {
        int at = index.get(n / INDEX_CHUNK)[n % INDEX_CHUNK];
        byte[] chunk = chunks.get(at / CHUNK);
        int from = at % CHUNK;
        int length = (chunk[from] & 0xff) << 16 | (chunk[from + 1] & 0xff) << 8 | (chunk[from + 2] & 0xff);
        return new String(chunk, from + PREFIX, length, StandardCharsets.UTF_8);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (used + PREFIX + bytes.length > CHUNK) {
            if (chunks.size() == CHUNKS) {
                throw tooMany();
            }
            chunks.add(new byte[CHUNK]);
            used = 0;
        }
        if (count == MOST) {
            throw tooMany();
        }
        if (count % INDEX_CHUNK == 0) {
            index.add(new int[INDEX_CHUNK]);
        }
        index.getLast()[count++ % INDEX_CHUNK] = (chunks.size() - 1) * CHUNK + used;
        byte[] chunk = chunks.getLast();
        chunk[used] = (byte) (bytes.length >> 16);
        chunk[used + 1] = (byte) (bytes.length >> 8);
        chunk[used + 2] = (byte) bytes.length;
        System.arraycopy(bytes, 0, chunk, used + PREFIX, bytes.length);
        used += PREFIX + bytes.length;
    }

    private static BatchStop tooMany() {
        return new BatchStop(
                "TOO_MANY_TEXTS",
                "file",
                "XLSX内不同文字超过%d条或%d MB，请拆分或改报CSV / more than %d different texts or %d MB of them: send it in parts or as CSV"
                        .formatted(MOST, CHUNKS, MOST, CHUNKS));
    }
}
