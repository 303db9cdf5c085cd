package canbao.routes.table;

import canbao.routes.table.agency.ExchangeStore;
import canbao.routes.table.agency.TableRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A list's rows as JSON lines, read as they are asked for; its end is reached only with as many rows as were announced. */
final class RowStream extends InputStream {
    private final ExchangeStore.Cursor rows;
    private final long expected;
    private byte[] line = new byte[0];
    private int at;
    private long count;

    RowStream(ExchangeStore.Cursor rows, long expected) {
        this.rows = rows;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int done = 0;
        while (done < length && hasMore()) {
            int n = Math.min(length - done, line.length - at);
            System.arraycopy(line, at, buffer, offset + done, n);
            at += n;
            done += n;
        }
        return done == 0 ? -1 : done;
    }

    private boolean hasMore() throws IOException {
        if (at < line.length) {
            return true;
        }
        TableRow row = rows.next();
        if (row == null) {
            if (count != expected) {
                throw new IOException("the list has " + count + " rows, not " + expected);
            }
            return false;
        }
        count++;
        line = (row.json() + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
        return true;
    }

    @Override
    public void close() {
        rows.close();
    }
}
