package canbao.feed.format;

import java.util.List;

/** One row as sent. Valid only until the next row is read. */
public interface Row {
    /** From 1: counts the files of a ZIP and the sheets of a workbook; 1 for everything else. */
    int part();

    /** From 1: the physical line of a text, the row number of a sheet. */
    int line();

    /** The text in the contract's column, not stripped; empty when the row has none. */
    String value(int column);

    /** The whole row as sent; personal data. */
    String sent();

    /** The text of a cell by its place from 0, whatever its header; empty where there is none, or rows have no cells. */
    default String cell(int at) {
        return "";
    }

    /** The objects of the row's array of members, see {@link Layout#members}; each has the row's other values as well. */
    default List<Row> members() {
        return List.of();
    }
}
