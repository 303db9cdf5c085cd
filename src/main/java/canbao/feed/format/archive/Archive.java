package canbao.feed.format.archive;

import canbao.feed.format.BatchStop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ZIP of which only the directory is in the heap. Stops the batch when it is damaged, hostile or locked. Not thread-safe. */
public final class Archive implements AutoCloseable {
    private static final int LOCAL_MARK = 0x04034B50;
    private static final int LOCAL = 30;

    private final FileChannel file;
    private final List<Entry> entries;

    private Archive(FileChannel file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Takes the bytes to their end. Where to keep them until {@link #close()} is the system's choice without a folder. */
    public static Archive open(InputStream bytes, Allowance allowance, @Nullable Path folder) throws IOException {
        FileChannel file = Spool.of(bytes, folder);
        try {
            List<Entry> entries = new Directory(file).read();
            allowance.take(entries.stream().mapToLong(Entry::size).sum(), file.size());
            return new Archive(file, entries);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    public List<Entry> entries() {
        return entries;
    }

    /** The entry of this name, whatever its case, as office programs look names up. */
    public Optional<Entry> find(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The unpacked bytes of an entry: exactly as many as its directory says, or the batch stops. */
    public InputStream open(Entry entry) throws IOException {
        ByteBuffer local = bytes(file, entry.header(), LOCAL);
        if (local.getInt(0) != LOCAL_MARK) {
            throw damaged();
        }
        long at = entry.header() + LOCAL + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
        return new EntryStream(new Section(file, at, entry.packed()), entry);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
        if (at < 0 || at > file.size() - length) {
            throw damaged();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw damaged();
            }
        }
        return bytes.flip();
    }

    static BatchStop damaged() {
        return new BatchStop(
                "DAMAGED_ARCHIVE",
                "file",
                "XLSX或ZIP文件不完整或已损坏，请重新导出或压缩 / the XLSX or ZIP file is cut off or damaged: export or pack it again");
    }

    static BatchStop bomb(String fix) {
        return new BatchStop("ZIP_BOMB", "file", fix);
    }
}
