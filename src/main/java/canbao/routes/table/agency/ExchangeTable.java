package canbao.routes.table.agency;

import java.util.ArrayList;
import java.util.List;

/**
 * An exchange table as an agency's database administrator makes it: the statements for one of the two databases.
 *
 * @param columns what the rows say
 * @param key which of the columns tell one row from another
 */
public record ExchangeTable(String table, List<Column> columns, List<String> key) {
    /** How long an error text may be. */
    public static final int ERROR_LENGTH = 500;

    public ExchangeTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** How a column is stored; texts are always safe, for we read every value as text. */
    public enum Type {
        TEXT,
        DATE,
        TIME,
        INTEGER,
        DECIMAL
    }

    /**
     * One column.
     *
     * @param length most characters of a text; of a decimal number, most digits
     * @param about what it holds, for a comment
     */
    public record Column(String name, Type type, int length, boolean required, String about) {}

    /** Increments: each row has a status. A change by the agency makes the row NEW again, by itself. */
    public String deltaDdl(Dialect dialect) {
        List<String> lines = columnLines(dialect);
        lines.add(dialect.name("status") + " VARCHAR(10) NOT NULL DEFAULT 'NEW'");
        lines.add(dialect.name("error") + " VARCHAR(" + ERROR_LENGTH + ")");
        lines.add(dialect.name("batch_id") + " BIGINT");
        lines.add(updatedAt(dialect));
        lines.add("PRIMARY KEY (" + names(dialect, key) + ")");
        String table = dialect.table(this.table);
        return comments() + "CREATE TABLE " + table + " (\n    " + String.join(",\n    ", lines) + "\n);\n"
                + "CREATE INDEX " + dialect.name(plain() + "_new") + " ON " + table + " ("
                + dialect.name("status") + ", " + dialect.name("updated_at") + ");\n"
                + (dialect == Dialect.POSTGRES ? postgresTrigger() : mariadbTrigger());
    }

    /** Whole lists: rows with the list's number, and one row that says that a list is complete. */
    public String snapshotDdl(Dialect dialect) {
        List<String> lines = new ArrayList<>();
        lines.add(dialect.name(SnapshotStore.NUMBER) + " VARCHAR(60) NOT NULL");
        lines.addAll(columnLines(dialect));
        List<String> whole = new ArrayList<>(List.of(SnapshotStore.NUMBER));
        whole.addAll(key);
        lines.add("PRIMARY KEY (" + names(dialect, whole) + ")");
        return comments() + "CREATE TABLE " + dialect.table(table) + " (\n    " + String.join(",\n    ", lines)
                + "\n);\n"
                + "-- 名单写完后才写入此表 / written when the list is complete, never before\n"
                + "CREATE TABLE " + dialect.table(table + "_batch") + " (\n    "
                + String.join(
                        ",\n    ",
                        dialect.name(SnapshotStore.NUMBER) + " VARCHAR(60) NOT NULL PRIMARY KEY",
                        dialect.name("row_count") + " INT NOT NULL",
                        dialect.name("as_of") + " DATE NOT NULL",
                        dialect.name("status") + " VARCHAR(10) NOT NULL DEFAULT 'NEW'",
                        dialect.name("error") + " VARCHAR(" + ERROR_LENGTH + ")",
                        dialect.name("receipt") + " BIGINT")
                + "\n);\n";
    }

    private List<String> columnLines(Dialect dialect) {
        List<String> lines = new ArrayList<>();
        for (Column column : columns) {
            boolean needed = column.required() || key.contains(column.name());
            lines.add(dialect.name(column.name()) + " " + type(column, dialect) + (needed ? " NOT NULL" : ""));
        }
        return lines;
    }

    private static String type(Column column, Dialect dialect) {
        return switch (column.type()) {
            case TEXT -> "VARCHAR(" + Math.max(1, column.length()) + ")";
            case DATE -> "DATE";
            case TIME -> dialect == Dialect.POSTGRES ? "TIMESTAMP(6)" : "DATETIME(6)";
            case INTEGER -> "BIGINT";
            case DECIMAL -> "DECIMAL(" + Math.clamp(column.length(), 3, 30) + ", 2)";
        };
    }

    private static String updatedAt(Dialect dialect) {
        return dialect == Dialect.POSTGRES
                ? "\"updated_at\" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()"
                : "`updated_at` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)";
    }

    private String postgresTrigger() {
        String function = Dialect.POSTGRES.table(table + "_touched");
        return "CREATE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
                + "    NEW.updated_at := clock_timestamp(); NEW.status := 'NEW'; RETURN NEW;\nEND $$;\n"
                + "CREATE TRIGGER " + Dialect.POSTGRES.name(plain() + "_touched") + " BEFORE UPDATE OF "
                + names(Dialect.POSTGRES, columns.stream().map(Column::name).toList()) + " ON "
                + Dialect.POSTGRES.table(table) + "\n    FOR EACH ROW EXECUTE FUNCTION " + function + "();\n";
    }

    /** One statement, so that no client needs another delimiter. */
    private String mariadbTrigger() {
        List<String> same = columns.stream()
                .map(column -> "NEW.`" + column.name() + "` <=> OLD.`" + column.name() + "`")
                .toList();
        return "CREATE TRIGGER " + Dialect.MARIADB.name(plain() + "_touched") + " BEFORE UPDATE ON "
                + Dialect.MARIADB.table(table) + "\n    FOR EACH ROW SET NEW.`status` = IF("
                + String.join(" AND ", same)
                + ", NEW.`status`, 'NEW');\n";
    }

    private String comments() {
        StringBuilder comments = new StringBuilder();
        for (Column column : columns) {
            comments.append("-- ")
                    .append(column.name())
                    .append(": ")
                    .append(column.about().replaceAll("\\s+", " "))
                    .append('\n');
        }
        return comments.toString();
    }

    private String plain() {
        return table.substring(table.indexOf('.') + 1);
    }

    private static String names(Dialect dialect, List<String> names) {
        return String.join(", ", names.stream().map(dialect::name).toList());
    }
}
