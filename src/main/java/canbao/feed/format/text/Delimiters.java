package canbao.feed.format.text;

import canbao.feed.format.Header;
import canbao.feed.format.Layout;
import java.io.IOException;
import java.io.PushbackReader;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the delimiter: the one under which a row among the first names most of the contract's columns. */
final class Delimiters {
    static final int LOOK_AHEAD = 16 * 1024;
    private static final char[] KNOWN = {',', '\t', '|', ';', '\u0001', '^', '~', '#', '，', '\u001F'};

    private Delimiters() {}

    /** Looks ahead without consuming. */
    static char detect(PushbackReader text, Layout layout) throws IOException {
        char[] start = new char[LOOK_AHEAD];
        int length = 0;
        for (int read = 0; read >= 0 && length < start.length; length += Math.max(read, 0)) {
            read = text.read(start, length, start.length - length);
        }
        text.unread(start, 0, length);
        List<String> lines = new String(start, 0, length).lines().limit(20).toList();
        Header header = new Header(layout);
        char best = ',';
        long most = 0;
        for (char candidate : KNOWN) {
            Pattern between = Pattern.compile(Pattern.quote(String.valueOf(candidate)));
            for (String line : lines) {
                long known = header.known(Arrays.stream(between.split(line, -1))
                        .map(name -> name.replace("\"", ""))
                        .toList());
                if (known > most) {
                    most = known;
                    best = candidate;
                }
            }
        }
        return best;
    }
}
