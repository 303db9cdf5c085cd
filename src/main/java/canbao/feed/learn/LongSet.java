package canbao.feed.learn;

import java.nio.charset.StandardCharsets;

/** A set of 64-bit hashes in one array. A false “seen” is one in billions of pairs. Not thread-safe. */
final class LongSet {
    private long[] slots = new long[1 << 10];
    private int size;
    private boolean zero;

    /** FNV-1a, finished as in MurmurHash3. */
    static long hash(String value) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mixed(hash);
    }

    static long mixed(long value) {
        long hash = value;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    /** Whether the value was not there yet. */
    boolean add(long value) {
        if (value == 0) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        if (size * 2 >= slots.length) {
            grow();
        }
        int at = place(value);
        if (slots[at] == value) {
            return false;
        }
        slots[at] = value;
        size++;
        return true;
    }

    private int place(long value) {
        int mask = slots.length - 1;
        int at = (int) value & mask;
        while (slots[at] != 0 && slots[at] != value) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long value : old) {
            if (value != 0) {
                slots[place(value)] = value;
            }
        }
    }
}
