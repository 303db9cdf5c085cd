package canbao.feed.receipt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a result with its list of rejected rows, one to a line. */
final class ListWriting {
    private final OutputStream out;
    private boolean any;

    /** @param open the document up to its last brace */
    ListWriting(OutputStream out, String open) {
        this.out = out;
        write(open + ",\n  \"rejections\": [");
    }

    /** Into memory; ends with {@link #end()}. */
    ListWriting(String open) {
        this(new ByteArrayOutputStream(), open);
    }

    void row(Listed row) {
        write((any ? ",\n    " : "\n    ") + row.json());
        any = true;
    }

    byte[] end() {
        write(any ? "\n  ]\n}\n" : "]\n}\n");
        return out instanceof ByteArrayOutputStream memory ? memory.toByteArray() : new byte[0];
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a receipt could not be written to its end", e);
        }
    }
}
