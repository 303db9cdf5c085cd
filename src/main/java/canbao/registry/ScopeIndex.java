package canbao.registry;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one scope's rows: key, content hash, version and whether withdrawn, in flat arrays (about 40 bytes a
 * row), with a mark per row for what the current batch said. Open addressing; never removes.
 */
final class ScopeIndex {
    /** The row was known before this batch. */
    static final int KNOWN = 1;
    /** The row is a tombstone. */
    static final int WITHDRAWN = 2;
    /** This batch named the key, in a claim or in a rejection. */
    static final int SEEN = 4;
    /** This batch named the key in a claim. */
    static final int CLAIMED = 8;
    /** This batch named the key with different contents: none of them counts. */
    static final int CONTESTED = 16;
    /** This batch's claim was written to the stage. */
    static final int STAGED = 32;
    /** What is known of the row is newer than this batch's claim. */
    static final int STALE = 64;

    private long[] high;
    private long[] low;
    private long[] hash;
    private long[] version;
    private int[] line;
    /** Made when a line of another part than the first is noted, which few batches have. */
    private int @Nullable [] part;

    private byte[] flags;
    private int size;

    ScopeIndex(int expected) {
        // A power of two, filled to three quarters at most by what is expected.
        int capacity = Math.max(1024, Integer.highestOneBit(Math.max(1, expected + expected / 2)) * 2);
        high = new long[capacity];
        low = new long[capacity];
        hash = new long[capacity];
        version = new long[capacity];
        line = new int[capacity];
        flags = new byte[capacity];
    }

    int size() {
        return size;
    }

    int capacity() {
        return flags.length;
    }

    /** The key's slot, made when it is new (flags 0 until something is set). */
    int slot(UUID key) {
        if (size * 10 > flags.length * 7) {
            grow();
        }
        return place(key.getMostSignificantBits(), key.getLeastSignificantBits());
    }

    void put(UUID key, long contentHash, long versionMillis, boolean withdrawn) {
        int slot = slot(key);
        hash[slot] = contentHash;
        version[slot] = versionMillis;
        set(slot, KNOWN | (withdrawn ? WITHDRAWN : 0));
    }

    boolean is(int slot, int flag) {
        return (flags[slot] & flag) != 0;
    }

    void set(int slot, int flag) {
        if (flags[slot] == 0) {
            size++;
        }
        flags[slot] |= (byte) flag;
    }

    void clear(int slot, int flag) {
        flags[slot] &= (byte) ~flag;
    }

    long hash(int slot) {
        return hash[slot];
    }

    void hash(int slot, long value) {
        hash[slot] = value;
    }

    long version(int slot) {
        return version[slot];
    }

    void version(int slot, long millis) {
        version[slot] = millis;
    }

    /** The line of this batch that claimed the key first. */
    int line(int slot) {
        return line[slot];
    }

    /** The part of that line. */
    int part(int slot) {
        return part == null ? 1 : part[slot];
    }

    void line(int slot, int ofPart, int value) {
        line[slot] = value;
        if (part == null && ofPart != 1) {
            part = new int[flags.length];
            Arrays.fill(part, 1);
        }
        if (part != null) {
            part[slot] = ofPart;
        }
    }

    UUID key(int slot) {
        return new UUID(high[slot], low[slot]);
    }

    private int place(long keyHigh, long keyLow) {
        int mask = flags.length - 1;
        // The keys are keyed hashes already: their bits are as good as any.
        int slot = (int) (keyLow ^ keyHigh >>> 32) & mask;
        while (flags[slot] != 0 && (high[slot] != keyHigh || low[slot] != keyLow)) {
            slot = (slot + 1) & mask;
        }
        high[slot] = keyHigh;
        low[slot] = keyLow;
        return slot;
    }

    private void grow() {
        ScopeIndex larger = new ScopeIndex(flags.length);
        for (int slot = 0; slot < flags.length; slot++) {
            if (flags[slot] != 0) {
                int target = larger.place(high[slot], low[slot]);
                larger.hash[target] = hash[slot];
                larger.version[target] = version[slot];
                larger.line(target, part(slot), line[slot]);
                larger.set(target, Byte.toUnsignedInt(flags[slot]));
            }
        }
        high = larger.high;
        low = larger.low;
        hash = larger.hash;
        version = larger.version;
        line = larger.line;
        part = larger.part;
        flags = larger.flags;
    }
}
