package canbao.feed.learn;

import canbao.feed.field.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the header among a part's first rows: names and no data, all different, wider than the titles above it, with data
 * below. A header of two rows (merged cells) is put together as the reader does.
 *
 * @param at which of the rows is the header's last, from 0; -1 when there is none
 * @param names as the reader will see them
 * @param twoRows whether it has two
 */
record HeaderGuess(int at, List<String> names, boolean twoRows, double confidence) {
    /** As many rows are looked at; the reader looks no further. */
    static final int WITHIN = 20;

    private static final int LONGEST = 40;
    private static final Pattern DATA = Pattern.compile(".*\\d{5,}.*|\\d+([./-]\\d+)*%?");

    HeaderGuess {
        names = List.copyOf(names);
    }

    static HeaderGuess of(List<List<String>> rows) {
        int width = rows.stream().mapToInt(HeaderGuess::filled).max().orElse(0);
        for (int i = 0; i < Math.min(rows.size(), WITHIN); i++) {
            List<String> row = rows.get(i);
            if (!isNames(row) || filled(row) * 2 < width || (width > 1 && filled(row) < 2)) {
                continue;
            }
            List<String> below = i + 1 < rows.size() ? rows.get(i + 1) : List.of();
            List<String> merged = merged(row, below);
            if (!merged.isEmpty() && isNames(below) && dataBelow(rows, i + 1)) {
                return new HeaderGuess(i + 1, merged, true, 0.8);
            }
            boolean distinct = isDistinct(row);
            if (distinct && filled(row) * 10 >= width * 6) {
                return new HeaderGuess(i, row, false, dataBelow(rows, i) ? 0.95 : 0.6);
            }
        }
        return new HeaderGuess(-1, List.of(), false, 0);
    }

    /** Nothing unless the lower row fills gaps of the upper one, or says more exactly what stands under a merged cell. */
    private static List<String> merged(List<String> upper, List<String> lower) {
        boolean gaps = filled(upper) < upper.size() || upper.size() < lower.size();
        boolean fills = false;
        List<String> names = new ArrayList<>(upper);
        for (int at = 0; at < lower.size(); at++) {
            if (!isBlank(lower.get(at))) {
                while (names.size() <= at) {
                    names.add("");
                }
                fills |= isBlank(names.get(at));
                names.set(at, lower.get(at));
            }
        }
        boolean partly = lower.stream().anyMatch(HeaderGuess::isBlank) || lower.size() < upper.size();
        return gaps && fills && partly && isDistinct(names) ? names : List.of();
    }

    private static boolean isNames(List<String> row) {
        return row.stream()
                .filter(cell -> !isBlank(cell))
                .allMatch(cell -> Texts.stripped(cell).length() <= LONGEST
                        && !DATA.matcher(Texts.stripped(cell)).matches());
    }

    private static boolean isDistinct(List<String> row) {
        Set<String> seen = new HashSet<>();
        return row.stream().filter(cell -> !isBlank(cell)).allMatch(cell -> seen.add(Texts.label(cell)));
    }

    private static boolean dataBelow(List<List<String>> rows, int header) {
        return rows.stream().skip(header + 1L).limit(WITHIN).anyMatch(row -> !isNames(row));
    }

    private static int filled(List<String> row) {
        return (int) row.stream().filter(cell -> !isBlank(cell)).count();
    }

    private static boolean isBlank(String cell) {
        return Texts.stripped(cell).isEmpty();
    }
}
