package canbao.feed.field;

import java.util.List;

/**
 * One column of a contract.
 *
 * @param name our name, the same for every agency
 * @param headers the names under which the agency sends it; the first is shown in messages
 * @param maxLength in UTF-16 units, before anything is changed
 */
public record Column(String name, List<String> headers, ColumnType type, Use use, int maxLength, Form form) {
    public Column {
        headers = List.copyOf(headers);
    }

    /**
     * What a column is for.
     *
     * @param required a blank value is a rejection
     * @param mayBeAbsent the whole column may be missing from a file
     * @param person it identifies the person whom the row speaks of, and not somebody else, such as a guardian
     * @param kept it becomes an attribute of the fact
     */
    public record Use(boolean required, boolean mayBeAbsent, boolean person, boolean kept) {}

    /** Whether this column tells the given thing of the row's person. */
    public boolean tells(ColumnType what) {
        return type == what && use.person();
    }
}
