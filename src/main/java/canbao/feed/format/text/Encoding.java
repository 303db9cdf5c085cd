package canbao.feed.format.text;

import canbao.feed.format.BatchStop;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the bytes say of their encoding: a mark at the start, and the first stretch that is not ASCII, wherever it begins. */
final class Encoding {
    static final Charset GB18030 = Charset.forName("GB18030");
    private static final List<Charset> KNOWN = List.of(StandardCharsets.UTF_8, GB18030);

    private Encoding() {}

    /** Consumes a byte order mark and answers its charset; null when there is none. Stops the batch when another was agreed. */
    static @Nullable Charset mark(ByteBuffer start, @Nullable Charset agreed) {
        Charset marked = begins(start, 0xEF, 0xBB, 0xBF)
                ? StandardCharsets.UTF_8
                : begins(start, 0xFF, 0xFE)
                        ? StandardCharsets.UTF_16LE
                        : begins(start, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
        if (marked == null) {
            return null;
        }
        if (agreed != null && !agreed.equals(marked)) {
            throw wrong(marked, agreed, 1);
        }
        start.position(start.position() + (marked.equals(StandardCharsets.UTF_8) ? 3 : 2));
        return marked;
    }

    /**
     * The charset of bytes that begin with the first one that is not ASCII, in the given line.
     *
     * @param ended whether nothing follows them
     */
    static Charset of(ByteBuffer bytes, boolean ended, @Nullable Charset agreed, int line) {
        boolean utf8 = decodes(bytes, ended, StandardCharsets.UTF_8);
        if (agreed != null) {
            if (utf8 && !agreed.equals(StandardCharsets.UTF_8) && isSurelyUtf8(bytes, 2)) {
                throw wrong(StandardCharsets.UTF_8, agreed, line);
            }
            return agreed;
        }
        boolean gb18030 = decodes(bytes, ended, GB18030);
        if (utf8 && (!gb18030 || isSurelyUtf8(bytes, 1) || !looksLikePairs(bytes))) {
            return StandardCharsets.UTF_8;
        }
        if (gb18030) {
            return GB18030;
        }
        // a fault further down the stretch is better named where it stands
        return errorAt(bytes, StandardCharsets.UTF_8) >= errorAt(bytes, GB18030) ? StandardCharsets.UTF_8 : GB18030;
    }

    /** Bytes from where the given charset failed: says which other would do. */
    static BatchStop undecodable(ByteBuffer bytes, boolean ended, Charset charset, boolean detected, int line) {
        String others = KNOWN.stream()
                .filter(other -> !other.equals(charset) && decodes(bytes, ended, other))
                .map(Charset::name)
                .collect(Collectors.joining());
        if (others.isEmpty()) {
            return stop(
                    line,
                    "该行有不属于%s编码的字节，请按%s编码重新导出 / bytes that are not %s: export the file in that encoding"
                            .formatted(charset, charset, charset));
        }
        String agreed = detected ? "此前的文本 / the text above" : "约定 / agreed";
        return stop(
                line,
                "该行像是%s编码，%s：%s，请统一编码后重新导出 / this line looks like %s: export the whole file in one encoding"
                        .formatted(others, agreed, charset, others));
    }

    static BatchStop wrong(Charset found, Charset agreed, int line) {
        return stop(
                line,
                "文件是%s编码，约定为%s，请重新导出 / the file is %s, agreed is %s: export it again"
                        .formatted(found, agreed, found, agreed));
    }

    private static BatchStop stop(int line, String fix) {
        return new BatchStop("WRONG_ENCODING", "line " + line, fix);
    }

    private static boolean decodes(ByteBuffer bytes, boolean ended, Charset charset) {
        CharsetDecoder decoder = strict(charset);
        ByteBuffer rest = bytes.duplicate();
        CharBuffer nowhere = CharBuffer.allocate(4096);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(rest, nowhere.clear(), ended);
        }
        return !result.isError();
    }

    private static int errorAt(ByteBuffer bytes, Charset charset) {
        CharsetDecoder decoder = strict(charset);
        ByteBuffer rest = bytes.duplicate();
        CharBuffer nowhere = CharBuffer.allocate(4096);
        while (decoder.decode(rest, nowhere.clear(), false).isOverflow()) {
            // on to the error
        }
        return rest.position();
    }

    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Sequences of three bytes, as Chinese has them in UTF-8, hardly ever come about by chance. */
    private static boolean isSurelyUtf8(ByteBuffer bytes, int atLeast) {
        int threes = 0;
        for (int i = bytes.position(); i < bytes.limit() && threes < atLeast; i++) {
            threes += (bytes.get(i) & 0xF0) == 0xE0 ? 1 : 0;
        }
        return threes >= atLeast;
    }

    /** Two or more pairs in a row, as Chinese has them in GB18030, where UTF-8 would have foreign letters among plain ones. */
    private static boolean looksLikePairs(ByteBuffer bytes) {
        int pairs = 0;
        int single = 0;
        int run = 0;
        for (int i = bytes.position(); i <= bytes.limit(); i++) {
            if (i < bytes.limit() && bytes.get(i) < 0) {
                run++;
            } else {
                pairs += run > 2 ? run / 2 : 0;
                single += run > 0 && run <= 2 ? 1 : 0;
                run = 0;
            }
        }
        return pairs > single;
    }

    private static boolean begins(ByteBuffer bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.remaining() || (bytes.get(bytes.position() + i) & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
