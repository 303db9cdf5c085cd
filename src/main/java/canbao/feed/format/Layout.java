package canbao.feed.format;

import canbao.feed.field.Column;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns that a batch should have, in the contract's order.
 *
 * @param refuseUnknown whether a column that the contract does not know refuses the batch, or is passed over
 */
public record Layout(List<Column> columns, boolean refuseUnknown) {
    public Layout {
        columns = List.copyOf(columns);
    }

    /** The agreed headers, for messages. */
    String known() {
        return columns.stream()
                .map(column -> column.headers().getFirst())
                .distinct()
                .collect(Collectors.joining("、"));
    }
}
