package canbao.feed.format.text;

import canbao.feed.format.BatchStop;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text and forgives nothing: a byte sequence that the charset does not know, or a NUL, stops the batch and names
 * the line. Without an agreed charset the first bytes that are not ASCII decide, even megabytes down. A byte order mark at
 * the start is passed over.
 */
final class StrictReader extends Reader {
    private static final int WINDOW = 64 * 1024;

    private final InputStream source;
    private final @Nullable Charset agreed;
    private final ByteBuffer bytes = ByteBuffer.allocate(WINDOW).flip();
    private final CharBuffer chars = CharBuffer.allocate(WINDOW).flip();
    private @Nullable CharsetDecoder decoder;
    private int line = 1;
    private boolean exhausted;
    private boolean ended;
    private boolean begun;
    private boolean started;

    /** A null charset is to be found out. */
    StrictReader(InputStream source, @Nullable Charset agreed) {
        this.source = source;
        this.agreed = agreed;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended) {
                return -1;
            }
            more();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** The name of the charset that was found; empty when everything so far is ASCII. */
    String found() {
        return decoder == null ? "" : decoder.charset().name();
    }

    private void more() throws IOException {
        fill();
        if (!begun) {
            begun = true;
            Charset marked = Encoding.mark(bytes, agreed);
            decoder = marked == null ? null : Encoding.strict(marked);
        }
        chars.clear();
        if (decoder == null && !ascii()) {
            // all of the window, from the first byte that tells
            fill();
            decoder = Encoding.strict(Encoding.of(bytes, exhausted, agreed, line));
        }
        if (decoder != null) {
            decode(decoder);
        }
        chars.flip();
        countLines();
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == '\uFEFF') {
                chars.get();
            }
        }
    }

    /** Takes over ASCII bytes up to the first other one; false when that one comes at once. */
    private boolean ascii() {
        byte[] from = bytes.array();
        char[] to = chars.array();
        int at = bytes.position();
        int count = 0;
        while (at < bytes.limit() && from[at] >= 0) {
            to[count++] = (char) from[at++];
        }
        bytes.position(at);
        chars.position(count);
        ended = exhausted && !bytes.hasRemaining();
        return count > 0 || ended;
    }

    private void decode(CharsetDecoder decoder) {
        CoderResult result = decoder.decode(bytes, chars, exhausted);
        if (!result.isError() && exhausted && result.isUnderflow()) {
            result = decoder.flush(chars);
            ended = result.isUnderflow();
        }
        if (result.isError()) {
            int at = line;
            for (int i = 0; i < chars.position(); i++) {
                at += chars.get(i) == '\n' ? 1 : 0;
            }
            throw Encoding.undecodable(bytes, exhausted, decoder.charset(), agreed == null, at);
        }
    }

    /** Fills the window as far as there are bytes. */
    private void fill() throws IOException {
        bytes.compact();
        while (!exhausted && bytes.hasRemaining()) {
            int read = source.read(bytes.array(), bytes.position(), bytes.remaining());
            exhausted = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0));
        }
        bytes.flip();
    }

    private void countLines() {
        char[] text = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char c = text[i];
            if (c <= '\n') {
                if (c == '\n') {
                    line++;
                } else if (c == 0) {
                    throw new BatchStop(
                            "NUL_BYTE",
                            "line " + line,
                            "文件含NUL字节：已损坏、并非文本或是无标记的UTF-16，请按UTF-8重新导出 / holds NUL bytes: damaged, no text, or UTF-16 without a mark: export it as UTF-8");
                }
            }
        }
    }
}
