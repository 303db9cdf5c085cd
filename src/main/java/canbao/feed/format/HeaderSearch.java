package canbao.feed.format;

import canbao.feed.field.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the header among the first rows, below titles and notes. A header of two rows (merged cells) is found where
 * one row alone is not enough. People above the header would be lost, so a row that looks like theirs stops the batch.
 */
public final class HeaderSearch {
    private static final int WITHIN = 20;
    /** A number as rows have it: certificates, phones, codes of regions. */
    private static final Pattern NUMBER = Pattern.compile("[0-9Xx]{6,20}");

    private final Header header;
    private final String unit;
    private final List<List<String>> above = new ArrayList<>();
    private List<String> upper = List.of();
    private @Nullable BatchStop upperStop;
    private int rows;

    /** Where the columns stand. */
    public static final class Found {
        private final int[] positions;
        private final int width;

        private Found(int[] positions, int width) {
            this.positions = positions;
            this.width = width;
        }

        /** For each column of the contract its position in a row, or -1. */
        public int[] positions() {
            return positions;
        }

        /** How many values a row has. */
        public int width() {
            return width;
        }
    }

    /** {@code unit} is what a row is called in messages: {@code line} or {@code row}. */
    public HeaderSearch(Layout layout, String unit) {
        this.header = new Header(layout);
        this.unit = unit;
    }

    /** Takes the next row that is not blank, trailing blanks removed; null while the header is not complete. */
    public @Nullable Found offer(List<String> cells, long number) {
        if (upperStop != null) {
            return below(cells);
        }
        if (!header.matches(cells)) {
            if (++rows >= WITHIN || number > WITHIN) {
                throw header.none("%ss 1 to %d".formatted(unit, number));
            }
            above.add(cells);
            return null;
        }
        above.forEach(row -> checkNoPerson(row, cells.size()));
        try {
            return new Found(header.positions(cells, unit + " " + number), cells.size());
        } catch (BatchStop stop) {
            if (stop.refusal().rule().equals("DUPLICATE_COLUMN")) {
                throw stop;
            }
            upper = cells;
            upperStop = stop;
            return null;
        }
    }

    /** The rows ended without a header. */
    public BatchStop none() {
        return upperStop == null ? header.none("%ss 1 to %d".formatted(unit, WITHIN)) : upperStop;
    }

    private Found below(List<String> cells) {
        List<String> names = header.merged(upper, cells);
        if (names.isEmpty()) {
            throw none();
        }
        try {
            return new Found(header.positions(names, unit), names.size());
        } catch (BatchStop stillNone) {
            throw none();
        }
    }

    private void checkNoPerson(List<String> row, int width) {
        long filled =
                row.stream().filter(cell -> !Texts.stripped(cell).isEmpty()).count();
        boolean number = row.stream()
                .anyMatch(cell -> NUMBER.matcher(Texts.stripped(cell)).matches());
        if (number && filled * 2 > width) {
            throw new BatchStop(
                    "DATA_ABOVE_HEADER",
                    unit + "s above the header",
                    "表头上方像是还有人员数据，请把表头移到数据之上 / rows above the header look like people: move the header above them");
        }
    }
}
