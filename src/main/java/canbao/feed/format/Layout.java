package canbao.feed.format;

import canbao.feed.field.Column;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns that a batch should have, in the contract's order.
 *
 * @param refuseUnknown whether a column that the contract does not know refuses the batch, or is passed over
 * @param members the names under which a JSON row may carry an array of objects, one for each member of a household
 */
public record Layout(List<Column> columns, boolean refuseUnknown, List<String> members) {
    public Layout {
        columns = List.copyOf(columns);
        members = List.copyOf(members);
    }

    public Layout(List<Column> columns, boolean refuseUnknown) {
        this(columns, refuseUnknown, List.of());
    }

    /** The agreed headers, for messages. */
    String known() {
        return columns.stream()
                .filter(column -> !column.headers().isEmpty())
                .map(Column::header)
                .distinct()
                .collect(Collectors.joining("、"));
    }
}
