package canbao.feed.format.sheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the reading of XML whose tags or texts are endless, before the parser keeps them in its buffers. */
final class MarkupGuard extends FilterInputStream {
    private static final int LONGEST = 512 * 1024;

    private int since;

    MarkupGuard(InputStream xml) {
        super(xml);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        for (int i = offset; i < offset + read; i++) {
            byte c = target[i];
            if (c == '<' || c == '>') {
                since = 0;
            } else if (++since > LONGEST) {
                throw Xml.hostile();
            }
        }
        return read;
    }
}
