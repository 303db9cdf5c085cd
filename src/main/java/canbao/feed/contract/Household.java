package canbao.feed.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a row that speaks of a whole household is told apart into its members. Columns marked {@code member: true} hold one
 * value for each member: as the fields of an object in a JSON array, as a repeated group of headers with {@code {n}}, or
 * (under headers without it) as the only member of its row. All other columns hold for every member.
 *
 * @param arrays the names under which JSON carries the array of members
 * @param max the most members of one row, besides a head with columns of his own
 * @param count the column that must equal the number of members, if any
 * @param head for the head of the household, who has columns of his own: member column to that column; empty when the
 *     head is listed among the members. A head who is listed as well counts once.
 */
public record Household(
        List<String> arrays, int max, @Nullable String count, Map<String, String> head) {
    public Household {
        arrays = List.copyOf(arrays);
        head = Map.copyOf(head);
    }
}
