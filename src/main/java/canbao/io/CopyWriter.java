package canbao.io;

import canbao.io.Database.BulkFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes rows in COPY's binary format: {@link #row(int)}, then that many fields in order. Not thread-safe. */
public final class CopyWriter implements AutoCloseable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private final OutputStream stream;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    CopyWriter(OutputStream stream) {
        this.stream = stream;
        buffer.put(HEADER);
    }

    public CopyWriter row(int fields) {
        room(2).putShort((short) fields);
        return this;
    }

    public CopyWriter uuid(@Nullable UUID value) {
        if (value == null) {
            return absent();
        }
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    public CopyWriter int2(int value) {
        room(6).putInt(2).putShort((short) value);
        return this;
    }

    public CopyWriter int4(int value) {
        room(8).putInt(4).putInt(value);
        return this;
    }

    public CopyWriter int8(long value) {
        room(12).putInt(8).putLong(value);
        return this;
    }

    public CopyWriter bool(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A timestamptz from epoch milliseconds. */
    public CopyWriter millis(long value) {
        return int8(Math.multiplyExact(value, 1000L) - CopyReader.EPOCH_MICROS);
    }

    /** A date; null for none. */
    public CopyWriter date(@Nullable LocalDate value) {
        return value == null ? absent() : int4(Math.toIntExact(value.toEpochDay() - CopyReader.EPOCH_DAYS));
    }

    public CopyWriter text(@Nullable String value) {
        return value == null ? absent() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private CopyWriter absent() {
        room(4).putInt(-1);
        return this;
    }

    public CopyWriter bytes(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    @Override
    public void close() {
        room(2).putShort((short) -1);
        flush();
        try {
            stream.close();
        } catch (IOException e) {
            throw new BulkFailure("COPY did not end", e);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes);
            }
        }
        return buffer;
    }

    private void flush() {
        try {
            stream.write(buffer.array(), 0, buffer.position());
        } catch (IOException e) {
            throw new BulkFailure("COPY failed", e);
        }
        buffer.clear();
    }
}
