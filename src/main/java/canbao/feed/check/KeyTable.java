package canbao.feed.check;

import java.util.Arrays;
import java.util.UUID;

/** Keys of rows with what is known of each, in flat arrays: a million of them fit into a small heap. Not thread-safe. */
final class KeyTable {
    private static final int SMALLEST = 1 << 12;

    private long[] high;
    private long[] low;
    private long[] hashes;
    private long[] versions;
    private int[] scopes;
    private int[] lines;
    private byte[] flags;
    private boolean[] taken;
    private int size;

    KeyTable() {
        high = new long[SMALLEST];
        low = new long[SMALLEST];
        hashes = new long[SMALLEST];
        versions = new long[SMALLEST];
        scopes = new int[SMALLEST];
        lines = new int[SMALLEST];
        flags = new byte[SMALLEST];
        taken = new boolean[SMALLEST];
    }

    /** The place of a key, made when it is new. Valid until the next call. */
    int slot(int scope, UUID key) {
        if (size * 4L >= taken.length * 3L) {
            grow();
        }
        int at = find(scope, key.getMostSignificantBits(), key.getLeastSignificantBits());
        if (!taken[at]) {
            taken[at] = true;
            scopes[at] = scope;
            high[at] = key.getMostSignificantBits();
            low[at] = key.getLeastSignificantBits();
            size++;
        }
        return at;
    }

    int capacity() {
        return taken.length;
    }

    boolean is(int slot, int flag) {
        return (flags[slot] & flag) != 0;
    }

    void set(int slot, int flag) {
        flags[slot] |= (byte) flag;
    }

    int scope(int slot) {
        return scopes[slot];
    }

    UUID key(int slot) {
        return new UUID(high[slot], low[slot]);
    }

    long hash(int slot) {
        return hashes[slot];
    }

    long version(int slot) {
        return versions[slot];
    }

    int line(int slot) {
        return lines[slot];
    }

    void put(int slot, long hash, long version, int line) {
        hashes[slot] = hash;
        versions[slot] = version;
        lines[slot] = line;
    }

    private int find(int scope, long h, long l) {
        int mask = taken.length - 1;
        // keys are keyed hashes already; the scope only has to tell equal ones apart
        int at = (int) (l ^ (h >>> 32) ^ (scope * 0x9E3779B9L)) & mask;
        while (taken[at] && (low[at] != l || high[at] != h || scopes[at] != scope)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        boolean[] oldTaken = taken;
        int[] oldScopes = scopes;
        int[] to = new int[oldTaken.length];
        int capacity = oldTaken.length * 2;
        high = new long[capacity];
        low = new long[capacity];
        scopes = new int[capacity];
        taken = new boolean[capacity];
        Arrays.fill(to, -1);
        for (int from = 0; from < oldTaken.length; from++) {
            if (oldTaken[from]) {
                int at = find(oldScopes[from], oldHigh[from], oldLow[from]);
                taken[at] = true;
                high[at] = oldHigh[from];
                low[at] = oldLow[from];
                scopes[at] = oldScopes[from];
                to[from] = at;
            }
        }
        hashes = moved(hashes, to);
        versions = moved(versions, to);
        int[] newLines = new int[capacity];
        byte[] newFlags = new byte[capacity];
        for (int from = 0; from < to.length; from++) {
            if (to[from] >= 0) {
                newLines[to[from]] = lines[from];
                newFlags[to[from]] = flags[from];
            }
        }
        lines = newLines;
        flags = newFlags;
    }

    private static long[] moved(long[] values, int[] to) {
        long[] moved = new long[values.length * 2];
        for (int from = 0; from < to.length; from++) {
            if (to[from] >= 0) {
                moved[to[from]] = values[from];
            }
        }
        return moved;
    }
}
