package canbao.feed.format;

import canbao.feed.field.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the contract's columns in a header row: spaces, widths, case and required-marks in the names do not matter. */
public final class Header {
    private final Layout layout;
    private final Map<String, int[]> columns = new HashMap<>();

    public Header(Layout layout) {
        this.layout = layout;
        for (int i = 0; i < layout.columns().size(); i++) {
            for (String name : layout.columns().get(i).headers()) {
                int[] before = columns.getOrDefault(Texts.label(name), new int[0]);
                int[] more = Arrays.copyOf(before, before.length + 1);
                more[before.length] = i;
                columns.put(Texts.label(name), more);
            }
        }
        for (int i = 0; i < layout.columns().size(); i++) {
            // Exchange tables and programs call a column as the contract does, unless that means another one.
            if (!layout.columns().get(i).headers().isEmpty()) {
                columns.putIfAbsent(Texts.label(layout.columns().get(i).name()), new int[] {i});
            }
        }
    }

    /** The contract's columns that go by this name; mostly one, none when the name is unknown. */
    public int[] columns(String name) {
        return columns.getOrDefault(Texts.label(name), new int[0]);
    }

    /** How many of a row's cells name a column of the contract. */
    public long known(List<String> cells) {
        return cells.stream().filter(cell -> columns(cell).length > 0).count();
    }

    /** Whether a row looks like the header: it names more than one column of the contract, or its only one. */
    boolean matches(List<String> cells) {
        return known(cells) >= Math.min(2, layout.columns().size());
    }

    /**
     * The names of a header of two rows, where cells are merged across or down: the lower row's name where it has one.
     * Nothing when the lower row holds anything but names of columns.
     */
    List<String> merged(List<String> upper, List<String> lower) {
        List<String> names = new ArrayList<>(upper);
        for (int at = 0; at < lower.size(); at++) {
            if (!Texts.stripped(lower.get(at)).isEmpty()) {
                if (columns(lower.get(at)).length == 0) {
                    return List.of();
                }
                while (names.size() <= at) {
                    names.add("");
                }
                names.set(at, lower.get(at));
            }
        }
        return names;
    }

    /** For each column of the contract its position in the row, or -1. Stops the batch when the header is not as agreed. */
    int[] positions(List<String> cells, String place) {
        int[] positions = new int[layout.columns().size()];
        Arrays.fill(positions, -1);
        for (int at = 0; at < cells.size(); at++) {
            int[] named = columns(cells.get(at));
            if (named.length == 0) {
                unknown(cells.get(at), at, place);
            }
            for (int column : named) {
                if (positions[column] >= 0) {
                    throw stop("DUPLICATE_COLUMN", "表头“%s”出现两次 / the header has %s twice", name(column), place);
                }
                positions[column] = at;
            }
        }
        for (int column = 0; column < positions.length; column++) {
            if (positions[column] < 0 && !layout.columns().get(column).use().mayBeAbsent()) {
                throw stop("MISSING_COLUMN", "表头缺少“%s” / the header lacks %s", name(column), place);
            }
        }
        return positions;
    }

    /** No row looked like a header. Names none of what was found: without a header it may be somebody's data. */
    BatchStop none(String place) {
        String known = layout.known();
        return new BatchStop(
                "NO_HEADER", place, "没有表头，请加上：%s / no header row: add one with %s".formatted(known, known));
    }

    private void unknown(String cell, int at, String place) {
        if (layout.refuseUnknown() && !Texts.stripped(cell).isEmpty()) {
            String column = "第%d列".formatted(at + 1);
            String where = "%s, column %d".formatted(place, at + 1);
            throw stop("UNKNOWN_COLUMN", "%s的表头不在约定之内 / %s is not in the contract", column, where);
        }
    }

    private String name(int column) {
        return layout.columns().get(column).header();
    }

    private BatchStop stop(String rule, String sentence, String what, String place) {
        String known = layout.known();
        return new BatchStop(rule, place, sentence.formatted(what, what) + "；约定的列 / agreed columns: " + known);
    }
}
