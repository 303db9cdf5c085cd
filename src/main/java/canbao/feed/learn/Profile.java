package canbao.feed.learn;

import canbao.feed.field.Texts;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a column holds, counted over all rows in bounded memory. Not thread-safe. */
final class Profile {
    private static final int MOST_WORDS = 60;
    private static final int LONGEST_WORD = 20;
    /** Values beyond these are counted no further than blank and unique: their look is known by then. */
    private static final int SAMPLED = 200_000;

    final String header;
    private final Map<Shape, Integer> shapes = new EnumMap<>(Shape.class);
    private final Map<String, Integer> days = new TreeMap<>();
    private final Map<String, Integer> months = new TreeMap<>();
    private final Map<String, Integer> times = new TreeMap<>();
    private @Nullable Map<String, Integer> words = new LinkedHashMap<>();
    private @Nullable LongSet values = new LongSet();
    int filled;
    int blank;
    int longest;
    private int sampled;

    Profile(String header) {
        this.header = header;
    }

    void add(String sent) {
        String value = Texts.stripped(sent);
        if (value.isEmpty()) {
            blank++;
            return;
        }
        filled++;
        longest = Math.max(longest, sent.length());
        if (values != null && !values.add(LongSet.hash(value))) {
            values = null;
        }
        if (sampled < SAMPLED) {
            sampled++;
            look(value);
        }
        word(value);
    }

    private void look(String value) {
        for (Shape shape : Shape.values()) {
            if (shape.fits(value)) {
                shapes.merge(shape, 1, Integer::sum);
            }
        }
        count(days, Shape.day(value));
        count(months, Shape.month(value));
        count(times, Shape.time(value));
    }

    /** Only short words without long numbers are kept, and only while they are few. */
    private void word(String value) {
        if (words == null) {
            return;
        }
        if (value.length() > LONGEST_WORD || value.matches(".*\\d{7,}.*")) {
            words = null;
        } else {
            words.merge(value, 1, Integer::sum);
            words = words.size() > MOST_WORDS ? null : words;
        }
    }

    /** Which share of the values has a shape. */
    double share(Shape shape) {
        return sampled == 0 ? 0 : shapes.getOrDefault(shape, 0) / (double) sampled;
    }

    double dayShare() {
        return share(days);
    }

    double monthShare() {
        return share(months);
    }

    double timeShare() {
        return share(times);
    }

    /** Patterns seen, the usual one first. */
    Map<String, Integer> patterns(String kind) {
        return switch (kind) {
            case "month" -> months;
            case "time" -> times;
            default -> days;
        };
    }

    /** The words, with how often each occurs; empty when there are too many. */
    Map<String, Integer> words() {
        return words == null ? Map.of() : words;
    }

    boolean isUnique() {
        return values != null && filled > 0;
    }

    boolean isConstant() {
        return words != null && words.size() == 1 && filled > 1;
    }

    private double share(Map<String, Integer> counts) {
        int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
        return sampled == 0 ? 0 : sum / (double) sampled;
    }

    private static void count(Map<String, Integer> counts, @Nullable String what) {
        if (what != null) {
            counts.merge(what, 1, Integer::sum);
        }
    }
}
