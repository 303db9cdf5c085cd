package canbao.feed.contract;

import canbao.feed.field.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a household's file: first the contract's own, in their places, then for n = 1 to the most the columns of
 * the n-th member. A form that names its columns may lack any of the members'.
 *
 * @param all every column, in the order of positions
 * @param own how many are the contract's own
 * @param members the positions of the members' columns among the contract's own
 * @param places how many members have columns of their own; none when no header has {@code {n}}
 */
public record MemberColumns(List<Column> all, int own, List<Integer> members, int places) {
    public MemberColumns {
        all = List.copyOf(all);
        members = List.copyOf(members);
    }

    public static MemberColumns of(List<Column> columns, Household household) {
        List<Integer> members = new ArrayList<>();
        boolean wide = false;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).use().member()) {
                members.add(i);
                wide |= columns.get(i).headers().stream().anyMatch(header -> header.contains(Column.EACH));
            }
        }
        List<Column> all = new ArrayList<>();
        columns.forEach(column -> all.add(column.use().member() ? plain(column) : column));
        int places = wide ? household.max() : 0;
        for (int n = 1; n <= places; n++) {
            for (int member : members) {
                all.add(numbered(columns.get(member), n));
            }
        }
        return new MemberColumns(all, columns.size(), members, places);
    }

    /** Where a member column of the n-th place (from 1) stands; {@code index} is its index among {@link #members}. */
    public int position(int n, int index) {
        return own + (n - 1) * members.size() + index;
    }

    private static Column plain(Column column) {
        return renamed(
                column,
                column.name(),
                column.headers().stream()
                        .filter(header -> !header.contains(Column.EACH))
                        .toList());
    }

    private static Column numbered(Column column, int n) {
        return renamed(
                column,
                column.name() + "[" + n + "]",
                column.headers().stream()
                        .filter(header -> header.contains(Column.EACH))
                        .map(header -> header.replace(Column.EACH, String.valueOf(n)))
                        .toList());
    }

    private static Column renamed(Column column, String name, List<String> headers) {
        Column.Use use = column.use();
        return new Column(
                name,
                headers,
                column.type(),
                new Column.Use(use.required(), true, use.person(), use.kept(), true),
                column.maxLength(),
                column.form(),
                column.checks());
    }
}
