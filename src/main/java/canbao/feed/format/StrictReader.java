package canbao.feed.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes text and forgives nothing: a byte sequence that the charset does not know, or a NUL, stops the batch and names
 * the line. A byte order mark at the start is passed over.
 */
final class StrictReader extends Reader {
    private static final int BUFFER = 16 * 1024;

    private final InputStream source;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private int line = 1;
    private boolean ended;
    private boolean started;

    StrictReader(InputStream source, Charset charset) {
        this.source = source;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The line that the text read so far ends in, from 1. */
    int line() {
        return line;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void decode() throws IOException {
        boolean last = fill();
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, last);
        if (!result.isError() && last && result.isUnderflow()) {
            result = decoder.flush(chars);
            ended = result.isUnderflow();
        }
        chars.flip();
        countLines();
        if (result.isError()) {
            throw new BatchStop(
                    "WRONG_ENCODING",
                    "line " + line,
                    "该行有不属于%s编码的字节，请按%s编码重新导出 / bytes that are not %s: export the file in that encoding"
                            .formatted(decoder.charset(), decoder.charset(), decoder.charset()));
        }
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == '\uFEFF') {
                chars.get();
            }
        }
    }

    /** Whether these are the last bytes. */
    private boolean fill() throws IOException {
        bytes.compact();
        int read = bytes.hasRemaining() ? source.read(bytes.array(), bytes.position(), bytes.remaining()) : 0;
        bytes.position(bytes.position() + Math.max(read, 0));
        bytes.flip();
        return read < 0;
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
                            "文件含NUL字节，可能已损坏或并非文本，请重新导出 / holds NUL bytes, so it is damaged or no text: export it again");
                }
            }
        }
    }
}
