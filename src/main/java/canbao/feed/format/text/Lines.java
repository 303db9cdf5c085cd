package canbao.feed.format.text;

import canbao.feed.format.Limits;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a text, of which none may be endless. */
final class Lines {
    private final Reader source;
    private final char[] buffer = new char[16 * 1024];
    private final StringBuilder held = new StringBuilder();
    private int at;
    private int filled;
    private int number;

    Lines(Reader source) {
        this.source = source;
    }

    /** The number of the last line, from 1. */
    int number() {
        return number;
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() throws IOException {
        held.setLength(0);
        number++;
        while (true) {
            if (at == filled) {
                at = 0;
                filled = Math.max(source.read(buffer, 0, buffer.length), 0);
                if (filled == 0) {
                    return held.isEmpty() ? null : text();
                }
            }
            int from = at;
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            held.append(buffer, from, at - from);
            if (held.length() > Limits.ROW) {
                throw Limits.row("line " + number);
            }
            if (at < filled) {
                at++;
                return text();
            }
        }
    }

    private String text() {
        int end = held.length() - 1;
        return end >= 0 && held.charAt(end) == '\r' ? held.substring(0, end) : held.toString();
    }
}
