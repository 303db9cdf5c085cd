package canbao.feed.format.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Unpacks an entry and holds it to what the directory says of it. */
final class EntryStream extends InputStream {
    private static final int BUFFER = 64 * 1024;

    private final InputStream bytes;
    private final Inflater inflater = new Inflater(true);
    private final Entry entry;
    private final CRC32 crc = new CRC32();
    private long count;

    EntryStream(InputStream packed, Entry entry) {
        this.entry = entry;
        this.bytes = entry.deflated() ? new InflaterInputStream(packed, inflater, BUFFER) : packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = bytes.read(target, offset, length);
            if (read < 0) {
                if (count != entry.size() || crc.getValue() != entry.crc()) {
                    throw Archive.damaged();
                }
                return read;
            }
            crc.update(target, offset, read);
            count += read;
            if (count > entry.size()) {
                throw Archive.bomb("解压后比标明的更大，请重新压缩 / unpacks to more than it says: pack it again");
            }
            return read;
        } catch (ZipException | EOFException e) {
            throw Archive.damaged();
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        bytes.close();
    }
}
