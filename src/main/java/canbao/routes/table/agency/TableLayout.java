package canbao.routes.table.agency;

import canbao.routes.door.DoorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A table's columns as its route names them.
 *
 * @param columns which are sent on; none: all but those that are only between the agency and us
 * @param hidden in lower case: what is only between the agency and us
 */
public record TableLayout(Dialect dialect, String table, List<String> columns, List<String> key, Set<String> hidden) {
    /** Aliases of what is asked for beside the columns themselves. */
    public static final String OURS = "canbao_";

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern TABLE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,62}[.])?[A-Za-z_][A-Za-z0-9_]{0,62}");

    public static TableLayout of(Dialect dialect, DoorOptions options, List<String> hidden) {
        String table = options.text("table");
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("table must be table or schema.table");
        }
        String columns = options.text("columns", "*").strip();
        List<String> key = names(options.text("key"));
        if (key.size() > 4) {
            throw new IllegalArgumentException("key must be at most four columns");
        }
        Set<String> lower = new TreeSet<>();
        hidden.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return new TableLayout(dialect, table, columns.equals("*") ? List.of() : names(columns), key, lower);
    }

    public static String column(DoorOptions options, String option, String otherwise) {
        return names(options.text(option, otherwise)).getFirst();
    }

    /** Whether a column of the answer is sent on. */
    public boolean isSent(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return !lower.startsWith(OURS) && (!columns.isEmpty() || !hidden.contains(lower));
    }

    /** {@code SELECT} with the columns, the key's parts as {@code canbao_key_n} and the stamp as {@code canbao_stamp}. */
    public String select(String stampExpression) {
        List<String> parts = new ArrayList<>();
        if (columns.isEmpty()) {
            parts.add("t.*");
        }
        columns.forEach(column -> parts.add("t." + dialect.name(column)));
        for (int i = 0; i < key.size(); i++) {
            parts.add("t." + dialect.name(key.get(i)) + " AS " + OURS + "key_" + i);
        }
        parts.add(stampExpression + " AS " + OURS + "stamp");
        return "SELECT " + String.join(", ", parts) + " FROM " + dialect.table(table) + " t";
    }

    /** {@code k1 = ? AND k2 = ?}. */
    public String isKey() {
        return String.join(
                " AND ", key.stream().map(name -> dialect.name(name) + " = ?").toList());
    }

    public String orderByKey() {
        return String.join(
                ", ", key.stream().map(name -> "t." + dialect.name(name)).toList());
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            if (!COLUMN.matcher(name.strip()).matches()) {
                throw new IllegalArgumentException("not a column's name: " + name.strip());
            }
            names.add(name.strip());
        }
        return names;
    }
}
