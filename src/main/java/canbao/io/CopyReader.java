package canbao.io;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** Reads one row after the other of COPY's binary format; fields in order, each read once. */
public final class CopyReader {
    private static final int HEADER = 19;
    /** PostgreSQL counts time from 2000-01-01T00:00:00Z. */
    static final long EPOCH_MICROS = 946_684_800_000_000L;

    static final long EPOCH_DAYS = 10_957;

    private ByteBuffer row = ByteBuffer.allocate(0);

    boolean load(byte[] bytes, boolean first) {
        row = ByteBuffer.wrap(bytes);
        if (first) {
            row.position(HEADER);
        }
        // The trailer is a field count of -1; the header may come in a message of its own.
        return row.remaining() >= 2 && row.getShort() >= 0;
    }

    public UUID uuid() {
        row.getInt();
        return new UUID(row.getLong(), row.getLong());
    }

    public long int8() {
        row.getInt();
        return row.getLong();
    }

    public boolean bool() {
        row.getInt();
        return row.get() != 0;
    }

    /** Epoch milliseconds; {@link Long#MIN_VALUE} for -infinity. */
    public long millis() {
        long micros = int8();
        return micros == Long.MIN_VALUE ? micros : Math.floorDiv(micros + EPOCH_MICROS, 1000L);
    }

    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
