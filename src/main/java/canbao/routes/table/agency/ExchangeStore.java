package canbao.routes.table.agency;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A connection to an agency's exchange database: what the stores of the three shapes share. Rows are read as they come. */
public final class ExchangeStore implements AutoCloseable {
    private static final int FETCH = 1_000;

    private final Connection connection;
    private final TableDatabase database;

    private ExchangeStore(Connection connection, TableDatabase database) {
        this.connection = connection;
        this.database = database;
    }

    /** Something is wrong with the agency's database, or with what we may do there. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(TableDatabase database, SQLException cause) {
            super(
                    "the exchange database " + database + " says " + cause.getSQLState() + ": " + cause.getMessage(),
                    cause);
        }
    }

    public static ExchangeStore open(TableDatabase database) {
        try {
            Connection connection =
                    DriverManager.getConnection(database.kind().address(database), database.properties());
            ExchangeStore store = new ExchangeStore(connection, database);
            connection.setAutoCommit(false);
            store.update(database.kind().setZone());
            connection.commit();
            return store;
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    /** Everything that follows, until the next commit, sees one state of the tables. */
    public void freeze() {
        try {
            connection.commit();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    public int update(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    /** The same statement for each list of values; returns how many rows changed. */
    public int updateEach(String sql, List<Object[]> each) {
        if (each.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] values : each) {
                bind(statement, values);
                statement.addBatch();
            }
            int changed = 0;
            for (int count : statement.executeBatch()) {
                changed += count == Statement.SUCCESS_NO_INFO ? 1 : count;
            }
            return changed;
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    /** Rows as texts. */
    public List<List<String>> texts(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(text(found.getString(i)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    /** Reads rows of {@link TableLayout#select} until the taker has enough. */
    public void rows(TableLayout layout, String sql, Predicate<TableRow> taker, @Nullable Object... values) {
        try (Cursor rows = cursor(layout, sql, values)) {
            for (TableRow row = rows.next(); row != null && taker.test(row); row = rows.next()) {
                // The taker has done the work.
            }
        }
    }

    /** Rows of {@link TableLayout#select}, one by one; close it. */
    public Cursor cursor(TableLayout layout, String sql, @Nullable Object... values) {
        try {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setFetchSize(FETCH);
            bind(statement, values);
            return new Cursor(statement, statement.executeQuery(), layout);
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    /** An open answer. */
    public final class Cursor implements AutoCloseable {
        private final PreparedStatement statement;
        private final ResultSet found;
        private final TableLayout layout;
        private final Map<Integer, String> sent = new LinkedHashMap<>();

        private Cursor(PreparedStatement statement, ResultSet found, TableLayout layout) throws SQLException {
            this.statement = statement;
            this.found = found;
            this.layout = layout;
            ResultSetMetaData columns = found.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (layout.isSent(columns.getColumnLabel(i))) {
                    sent.put(i, columns.getColumnLabel(i));
                }
            }
        }

        /** The next row, or null after the last. */
        public @Nullable TableRow next() {
            try {
                if (!found.next()) {
                    return null;
                }
                JsonObject json = new JsonObject();
                for (Map.Entry<Integer, String> column : sent.entrySet()) {
                    json.put(column.getValue(), found.getString(column.getKey()));
                }
                List<String> key = new ArrayList<>();
                for (int i = 0; i < layout.key().size(); i++) {
                    key.add(text(found.getString(TableLayout.OURS + "key_" + i)));
                }
                return new TableRow(key, text(found.getString(TableLayout.OURS + "stamp")), json.encode());
            } catch (SQLException e) {
                throw new Failure(database, e);
            }
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw new Failure(database, e);
            }
        }
    }

    /** Whatever was not committed is undone. */
    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                connection.rollback();
            }
            connection.close();
        } catch (SQLException e) {
            throw new Failure(database, e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
