package canbao.routes.table.agency;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of whole lists, and the table {@code <table>_batch} in which a row says that one is complete. */
public final class SnapshotStore {
    public static final String NUMBER = "batch_no";

    private final TableLayout layout;
    private final String control;

    public SnapshotStore(TableLayout layout) {
        this.layout = layout;
        this.control = layout.dialect().table(layout.table() + "_batch");
    }

    /** A list that its agency says is complete. */
    public record Announced(String number, String rowCount, String asOf) {}

    /** The oldest list that is complete and not taken. */
    public Optional<Announced> next(ExchangeStore database) {
        List<List<String>> found = database.texts("SELECT batch_no, row_count, " + day() + " FROM " + control
                + " WHERE status = 'NEW' ORDER BY batch_no LIMIT 1");
        return found.stream().findFirst().map(row -> new Announced(row.get(0), row.get(1), row.get(2)));
    }

    public long count(ExchangeStore database, String number) {
        String sql = "SELECT count(*) FROM " + layout.dialect().table(layout.table()) + " WHERE batch_no = ?";
        return Long.parseLong(database.texts(sql, number).getFirst().getFirst());
    }

    /** Its rows in the order of the key; close it. */
    public ExchangeStore.Cursor rows(ExchangeStore database, String number) {
        String sql = layout.select("''") + " WHERE t.batch_no = ? ORDER BY " + layout.orderByKey();
        return database.cursor(layout, sql, number);
    }

    /** What became of a list at the door, unless the agency has changed its announcement meanwhile. */
    public void close(ExchangeStore database, Announced list, String status, String error, @Nullable Long batch) {
        String sql = "UPDATE " + control + " SET status = ?, error = ?, receipt = ? WHERE batch_no = ?"
                + " AND status = 'NEW' AND row_count = ?";
        database.update(sql, status, error, batch, list.number(), list.rowCount());
    }

    /** Batches that are taken and not answered: the receipt and the list's number. */
    public List<List<String>> taken(ExchangeStore database) {
        return database.texts(
                "SELECT receipt, batch_no FROM " + control + " WHERE status = 'TAKEN' ORDER BY batch_no LIMIT 1000");
    }

    public void answer(ExchangeStore database, String number, String status, String error) {
        String sql = "UPDATE " + control + " SET status = ?, error = ? WHERE batch_no = ? AND status = 'TAKEN'";
        database.update(sql, status, error, number);
    }

    private String day() {
        return layout.dialect() == Dialect.POSTGRES ? "to_char(as_of, 'YYYY-MM-DD')" : "DATE_FORMAT(as_of, '%Y-%m-%d')";
    }
}
