package canbao.routes.table.agency;

import java.util.function.Predicate;

/** A table or view that we can only read. */
public final class WatchStore {
    private final TableLayout layout;
    private final String updated;

    public WatchStore(TableLayout layout, String updated) {
        this.layout = layout;
        this.updated = updated;
    }

    /** The agency's clock. */
    public String now(ExchangeStore database) {
        Dialect dialect = layout.dialect();
        return database.texts("SELECT " + dialect.timeText(dialect.now()))
                .getFirst()
                .getFirst();
    }

    /** Rows changed at a time or later, oldest first, and those without a time; an empty time: all rows. */
    public void since(ExchangeStore database, String time, Predicate<TableRow> taker) {
        Dialect dialect = layout.dialect();
        String column = "t." + dialect.name(updated);
        String select = layout.select(dialect.timeText(column));
        String order = " ORDER BY " + column + ", " + layout.orderByKey();
        if (time.isEmpty()) {
            database.rows(layout, select + order, taker);
        } else {
            String where = " WHERE " + column + " >= " + dialect.time() + " OR " + column + " IS NULL";
            database.rows(layout, select + where + order, taker, time);
        }
    }
}
