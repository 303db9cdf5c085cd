package canbao.feed.format.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A ZIP whose every claim may be a lie. */
public final class RawZip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();
    private int entries;

    /** One entry: what its directory says may differ from what it holds. */
    public static final class Lie {
        byte[] name = "1.csv".getBytes(StandardCharsets.UTF_8);
        int flags = 0x800;
        int method = 8;
        long size = -1;
        int times = 1;

        public Lie name(String name) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        public Lie flags(int flags) {
            this.flags = flags;
            return this;
        }

        public Lie method(int method) {
            this.method = method;
            return this;
        }

        /** The size that it says. */
        public Lie size(long size) {
            this.size = size;
            return this;
        }

        /** How often the directory names it, each time under another name. */
        public Lie times(int times) {
            this.times = times;
            return this;
        }
    }

    public RawZip add(Lie lie, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return add(lie, deflated(content, 1), (int) crc.getValue(), content.length);
    }

    /** An entry of many times the same content. */
    public RawZip addLong(Lie lie, byte[] content, int repeats) {
        return add(lie, deflated(content, repeats), 0, (long) content.length * repeats);
    }

    private RawZip add(Lie lie, byte[] packed, int crc, long size) {
        int at = bytes.size();
        long said = lie.size < 0 ? size : lie.size;
        bytes.writeBytes(little(30 + lie.name.length)
                .putInt(0x04034B50)
                .putShort((short) 20)
                .putShort((short) lie.flags)
                .putShort((short) lie.method)
                .putInt(0)
                .putInt(crc)
                .putInt(packed.length)
                .putInt((int) said)
                .putShort((short) lie.name.length)
                .putShort((short) 0)
                .put(lie.name)
                .array());
        bytes.writeBytes(packed);
        for (int i = 0; i < lie.times; i++) {
            byte[] name = i == 0 ? lie.name : ("n" + i + ".csv").getBytes(StandardCharsets.UTF_8);
            directory.add(little(46 + name.length)
                    .putInt(0x02014B50)
                    .putInt(20 << 16 | 20)
                    .putShort((short) lie.flags)
                    .putShort((short) lie.method)
                    .putInt(0)
                    .putInt(crc)
                    .putInt(packed.length)
                    .putInt((int) said)
                    .putShort((short) name.length)
                    .put(new byte[12])
                    .putInt(at)
                    .put(name)
                    .array());
            entries++;
        }
        return this;
    }

    public byte[] bytes() {
        int at = bytes.size();
        directory.forEach(bytes::writeBytes);
        bytes.writeBytes(little(22)
                .putInt(0x06054B50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(bytes.size() - at)
                .putInt(at)
                .putShort((short) 0)
                .array());
        return bytes.toByteArray();
    }

    private static byte[] deflated(byte[] content, int repeats) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(9, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater, 1 << 16)) {
            for (int i = 0; i < repeats; i++) {
                out.write(content);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        deflater.end();
        return packed.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
