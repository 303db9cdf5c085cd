package canbao.routes.table.agency;

import java.util.List;

/**
 * One row of an agency's table.
 *
 * @param stamp the time of its last change as {@code 2024-11-01T08:00:00.000000}, or an empty text
 * @param json its columns as one line of JSON, without the line's end
 */
public record TableRow(List<String> key, String stamp, String json) {
    @Override
    public String toString() {
        return "TableRow";
    }
}
