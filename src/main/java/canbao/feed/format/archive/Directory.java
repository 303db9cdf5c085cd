package canbao.feed.format.archive;

import canbao.feed.format.BatchStop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the central directory of a ZIP (PKWARE APPNOTE 6.3, with ZIP64), which decides alone what is in it. Libraries read
 * it without a limit, and open what they should refuse.
 */
final class Directory {
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int END = 22;
    private static final int END_MARK = 0x06054B50;
    private static final int END64_MARK = 0x06064B50;
    private static final int LOCATOR64_MARK = 0x07064B50;
    private static final int HEADER_MARK = 0x02014B50;
    private static final int HEADER = 46;
    private static final long IN_EXTRA = 0xFFFFFFFFL;
    private static final int ENCRYPTED = 0x2041;
    private static final int UTF8 = 0x800;

    private final FileChannel file;

    Directory(FileChannel file) {
        this.file = file;
    }

    private record Place(long at, long size, long entries) {}

    /** The entries in the directory's order. */
    List<Entry> read() throws IOException {
        Place place = place();
        if (place.entries() > MOST_ENTRIES || place.size() > MOST_BYTES) {
            throw Archive.bomb("压缩包内文件过多，最多%d个 / too many files in the archive, at most %d: send fewer"
                    .formatted(MOST_ENTRIES, MOST_ENTRIES));
        }
        ByteBuffer bytes = bytes(place.at(), (int) place.size());
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int n = 1; n <= place.entries(); n++) {
            Entry entry = entry(bytes, n);
            if (!names.add(entry.name())) {
                throw EntryNames.stop(n, "压缩包内有重名文件，请改名 / two files of the same name in the archive: rename one");
            }
            entries.add(entry);
        }
        checkApart(entries, place.at());
        return entries;
    }

    private Place place() throws IOException {
        int tail = (int) Math.min(file.size(), 0xFFFF + END);
        ByteBuffer bytes = bytes(file.size() - tail, tail);
        for (int at = tail - END; at >= 0; at--) {
            if (bytes.getInt(at) == END_MARK && at + END + unsigned(bytes, at + 20) == tail) {
                return place(bytes, at, file.size() - tail + at);
            }
        }
        throw Archive.damaged();
    }

    private Place place(ByteBuffer bytes, int at, long position) throws IOException {
        Place place =
                new Place(bytes.getInt(at + 16) & IN_EXTRA, bytes.getInt(at + 12) & IN_EXTRA, unsigned(bytes, at + 10));
        if (bytes.getInt(at + 4) != 0) {
            throw Archive.damaged();
        }
        if (at >= 20 && bytes.getInt(at - 20) == LOCATOR64_MARK) {
            ByteBuffer end = bytes(bytes.getLong(at - 12), 56);
            if (end.getInt(0) != END64_MARK) {
                throw Archive.damaged();
            }
            place = new Place(end.getLong(48), end.getLong(40), end.getLong(32));
        }
        if (place.at() < 0
                || place.size() < 0
                || place.entries() < 0
                || place.at() > position
                || place.size() > position - place.at()) {
            throw Archive.damaged();
        }
        return place;
    }

    private static Entry entry(ByteBuffer bytes, int n) {
        int at = bytes.position();
        if (bytes.remaining() < HEADER || bytes.getInt(at) != HEADER_MARK) {
            throw Archive.damaged();
        }
        int flags = unsigned(bytes, at + 8);
        int method = unsigned(bytes, at + 10);
        int name = unsigned(bytes, at + 28);
        int extra = unsigned(bytes, at + 30);
        int next = at + HEADER + name + extra + unsigned(bytes, at + 32);
        if (next > bytes.limit()) {
            throw Archive.damaged();
        }
        if ((flags & ENCRYPTED) != 0) {
            throw new BatchStop(
                    "ENCRYPTED", "file " + n, "压缩包设有密码，请去掉密码后重报 / the archive has a password: send it without");
        }
        if (method != 0 && method != 8) {
            throw new BatchStop(
                    "ZIP_METHOD",
                    "file " + n,
                    "压缩方式%d不受支持，请用普通ZIP重新压缩 / packed by method %d: pack it again as a plain ZIP"
                            .formatted(method, method));
        }
        String decoded = name(bytes.slice(at + HEADER, name), (flags & UTF8) != 0, n);
        long[] sizes = {
            bytes.getInt(at + 24) & IN_EXTRA, bytes.getInt(at + 20) & IN_EXTRA, bytes.getInt(at + 42) & IN_EXTRA
        };
        widen(bytes.slice(at + HEADER + name, extra).order(ByteOrder.LITTLE_ENDIAN), sizes);
        bytes.position(next);
        return new Entry(decoded, sizes[2], sizes[1], sizes[0], method == 8, bytes.getInt(at + 16) & IN_EXTRA);
    }

    private static String name(ByteBuffer bytes, boolean utf8, int n) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String name = charset.newDecoder().decode(bytes.duplicate()).toString();
                EntryNames.check(name, n);
                return name;
            } catch (CharacterCodingException e) {
                if (utf8) {
                    break;
                }
            }
        }
        throw EntryNames.bad(n);
    }

    /** Fills in what did not fit 32 bits: unpacked and packed size and place, in this order. */
    private static void widen(ByteBuffer extra, long[] sizes) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int length = Math.min(extra.getShort() & 0xFFFF, extra.remaining());
            int next = extra.position() + length;
            for (int i = 0; id == 1 && i < sizes.length; i++) {
                if (sizes[i] == IN_EXTRA && next - extra.position() >= 8) {
                    sizes[i] = extra.getLong();
                }
            }
            extra.position(next);
        }
    }

    /** Entries that share bytes unpack to more than any ratio shows. */
    private static void checkApart(List<Entry> entries, long end) {
        List<Entry> sorted =
                entries.stream().sorted(Comparator.comparingLong(Entry::header)).toList();
        for (int i = 0; i < sorted.size(); i++) {
            Entry entry = sorted.get(i);
            long next = i + 1 < sorted.size() ? sorted.get(i + 1).header() : end;
            if (entry.header() < 0
                    || entry.packed() < 0
                    || entry.size() < 0
                    || next - entry.header() < entry.packed()) {
                throw Archive.bomb("压缩包内文件相互重叠，请重新压缩 / files of the archive overlap: pack it again");
            }
        }
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        return Archive.bytes(file, at, length);
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xFFFF;
    }
}
