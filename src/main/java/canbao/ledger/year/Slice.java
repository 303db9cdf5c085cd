package canbao.ledger.year;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sixteenth of all keys, by their first hexadecimal digit, and how far it is worked through.
 *
 * @param after the last key that is done; nobody's before the first
 * @param upTo the slice's last key
 */
record Slice(int number, UUID after, UUID upTo) {
    static final int COUNT = 16;
    private static final int SHIFT = 60;

    /** All of them, untouched. */
    static Stream<Slice> all() {
        return IntStream.range(0, COUNT)
                .mapToObj(number -> new Slice(number, number == 0 ? new UUID(0, 0) : end(number - 1), end(number)));
    }

    private static UUID end(int number) {
        return new UUID(((long) number << SHIFT) | ((1L << SHIFT) - 1), -1);
    }
}
