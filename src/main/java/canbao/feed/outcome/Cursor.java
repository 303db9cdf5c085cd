package canbao.feed.outcome;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far an agency has read: a place in every chain of the ledger, and among the words on corrections. A chain's links
 * become visible in the order of their numbers, however late a transaction commits, so nothing slips in before a place.
 *
 * @param chains by the chain's name, see {@link Place}
 * @param word the last word seen
 */
record Cursor(SortedMap<String, Place> chains, long word) {
    static final Cursor START = new Cursor(new TreeMap<>(), 0);
    private static final String WORDS = "c";
    private static final Pattern PART = Pattern.compile("([A-Za-z0-9_-]{1,60})\\.([0-9]{1,15})(?:\\.([0-9]{1,9}))?");
    private static final int LONGEST = 4_000;

    Cursor {
        chains = new TreeMap<>(chains);
    }

    /**
     * Before which entry to read on.
     *
     * @param link the link that comes next, and {@code seen}: how many of its entries are known
     */
    record Place(long link, int seen) {
        static final Place START = new Place(1, 0);
    }

    Place of(String chain) {
        return chains.getOrDefault(chain, Place.START);
    }

    Cursor at(String chain, Place place) {
        TreeMap<String, Place> moved = new TreeMap<>(chains);
        moved.put(chain, place);
        return new Cursor(moved, word);
    }

    Cursor at(long newWord) {
        return new Cursor(chains, newWord);
    }

    /** Such as {@code c.7~0.13.0~identity.2.1}; empty when it is none. */
    static Optional<Cursor> read(String text) {
        Map<String, Place> chains = new TreeMap<>();
        long word = 0;
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        for (String part : text.isEmpty() ? new String[0] : text.split("~", -1)) {
            Matcher read = PART.matcher(part);
            if (!read.matches() || read.group(1).equals(WORDS) != (read.group(3) == null)) {
                return Optional.empty();
            }
            long number = Long.parseLong(read.group(2));
            if (read.group(3) == null) {
                word = number;
            } else {
                chains.put(read.group(1), new Place(number, Integer.parseInt(read.group(3))));
            }
        }
        return Optional.of(new Cursor(new TreeMap<>(chains), word));
    }

    @Override
    public String toString() {
        return WORDS + "." + word
                + chains.entrySet().stream()
                        .map(chain ->
                                "~" + chain.getKey() + "." + chain.getValue().link() + "."
                                        + chain.getValue().seen())
                        .collect(Collectors.joining());
    }
}
