package canbao.routes.table.agency;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A table with a status column: NEW rows are the agency's, TAKEN ones ours, ACCEPTED and REJECTED ones are answered. A row
 * with NOTHING is none: by it the agency says that there is nothing to report.
 */
public final class DeltaStore {
    private final TableLayout layout;
    private final Columns columns;
    private final String isNow;

    /** The columns that are only between the agency and us. */
    public record Columns(String status, String error, String batch, String updated) {}

    public DeltaStore(TableLayout layout, Columns columns) {
        this.layout = layout;
        this.columns = columns;
        this.isNow = "coalesce(" + dialect().timeText(dialect().name(columns.updated())) + ", '') = ?";
    }

    /** NEW rows, oldest first. */
    public void fresh(ExchangeStore database, int most, Predicate<TableRow> taker) {
        rows(database, "NEW", most, taker);
    }

    /** Rows that say that there is nothing to report, oldest first. */
    public void nothing(ExchangeStore database, int most, Predicate<TableRow> taker) {
        rows(database, "NOTHING", most, taker);
    }

    /** Answers such rows, unless the agency has changed them. */
    public void heard(ExchangeStore database, List<TableRow> rows, boolean accepted, String error) {
        String sql = update() + " = ?, " + dialect().name(columns.error()) + " = ?"
                + dialect().keep(columns.updated()) + " WHERE " + layout.isKey() + " AND "
                + dialect().name(columns.status()) + " = 'NOTHING' AND " + isNow;
        List<Object[]> each = new ArrayList<>();
        for (TableRow row : rows) {
            List<Object> values = new ArrayList<>(List.of(accepted ? "ACCEPTED" : "REJECTED", error));
            values.addAll(row.key());
            values.add(row.stamp());
            each.add(values.toArray());
        }
        database.updateEach(sql, each);
    }

    private void rows(ExchangeStore database, String status, int most, Predicate<TableRow> taker) {
        String sql = layout.select(dialect().timeText("t." + dialect().name(columns.updated())))
                + " WHERE t." + dialect().name(columns.status()) + " = '" + status + "' ORDER BY t."
                + dialect().name(columns.updated()) + ", " + layout.orderByKey() + " LIMIT " + most;
        database.rows(layout, sql, taker);
    }

    /** Marks rows that have not changed since they were read; returns how many those were. */
    public int take(ExchangeStore database, List<TableRow> rows, long batch) {
        String sql = update() + " = 'TAKEN', " + dialect().name(columns.batch()) + " = ?, "
                + dialect().name(columns.error()) + " = NULL" + dialect().keep(columns.updated()) + " WHERE "
                + layout.isKey() + " AND " + dialect().name(columns.status()) + " = 'NEW' AND " + isNow;
        return database.updateEach(
                sql, rows.stream().map(row -> values(row, batch)).toList());
    }

    /** Rows that the inbox refused as a batch. */
    public void refuse(ExchangeStore database, List<TableRow> rows, String error) {
        String sql = update() + " = 'REJECTED', " + dialect().name(columns.error()) + " = ?"
                + dialect().keep(columns.updated()) + " WHERE " + layout.isKey() + " AND "
                + dialect().name(columns.status()) + " = 'NEW' AND " + isNow;
        database.updateEach(sql, rows.stream().map(row -> values(row, error)).toList());
    }

    /** Rows that were marked with a batch. */
    public void taken(ExchangeStore database, long batch, Predicate<TableRow> taker) {
        String sql = layout.select(dialect().timeText("t." + dialect().name(columns.updated())))
                + " WHERE t." + dialect().name(columns.status()) + " = 'TAKEN' AND t."
                + dialect().name(columns.batch()) + " = ?";
        database.rows(layout, sql, taker, batch);
    }

    /** Writes what became of a row, unless the agency has it back. */
    public void answer(ExchangeStore database, long batch, List<Answer> answers) {
        String sql = update() + " = ?, " + dialect().name(columns.error()) + " = ?"
                + dialect().keep(columns.updated())
                + " WHERE " + layout.isKey() + " AND " + dialect().name(columns.status()) + " = 'TAKEN' AND "
                + dialect().name(columns.batch()) + " = ?";
        List<Object[]> each = new ArrayList<>();
        for (Answer answer : answers) {
            List<Object> values = new ArrayList<>();
            values.add(answer.accepted() ? "ACCEPTED" : "REJECTED");
            values.add(answer.error());
            values.addAll(answer.row().key());
            values.add(batch);
            each.add(values.toArray());
        }
        database.updateEach(sql, each);
    }

    /** What became of a row. */
    public record Answer(TableRow row, boolean accepted, String error) {}

    private String update() {
        return "UPDATE " + dialect().table(layout.table()) + " SET " + dialect().name(columns.status());
    }

    private static Object[] values(TableRow row, Object first) {
        List<Object> values = new ArrayList<>(List.of(first));
        values.addAll(row.key());
        values.add(row.stamp());
        return values.toArray();
    }

    private Dialect dialect() {
        return layout.dialect();
    }
}
