package canbao.io;

import canbao.io.Database.BulkFailure;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.copy.PGCopyOutputStream;

/** One transaction on a pgjdbc connection, for COPY and the set statements around it. Rolled back unless committed. */
public final class Bulk implements AutoCloseable {
    private static final int STREAMED = 2_000;

    private final Connection connection;

    Bulk(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement with positional values ({@code ?}); returns how many rows it touched. */
    public int run(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a query and hands over each row of its result. */
    public void query(String sql, RowUser rows, Object... values) {
        query(sql, 0, rows, values);
    }

    /** The same, without ever holding more than some of the rows. */
    public void stream(String sql, RowUser rows, Object... values) {
        query(sql, STREAMED, rows, values);
    }

    private void query(String sql, int atOnce, RowUser rows, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(atOnce);
            bind(statement, values);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.use(result);
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof UUID[] keys) {
                statement.setObject(i + 1, new KeyArray(keys));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    /** Runs statements without values. */
    public void script(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Streams rows out in COPY's binary format; {@code query} must not take values from outside. */
    public void copyOut(String query, Consumer<CopyReader> rows) {
        try {
            CopyOut copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
            CopyReader reader = new CopyReader();
            boolean first = true;
            for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
                if (reader.load(bytes, first)) {
                    rows.accept(reader);
                }
                first = false;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Copies CSV with a header line into {@code table}; returns how many rows. */
    public long copyCsv(String table, java.io.InputStream csv) {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT csv, HEADER true)", csv, 1 << 16);
        } catch (SQLException e) {
            throw failure(e);
        } catch (java.io.IOException e) {
            throw new BulkFailure("COPY into " + table + " failed", e);
        }
    }

    /** Opens a stream of rows into {@code table (columns)} in COPY's binary format; close it before the next statement. */
    public CopyWriter copyIn(String tableAndColumns) {
        try {
            OutputStream stream = new PGCopyOutputStream(
                    connection.unwrap(PGConnection.class),
                    "COPY " + tableAndColumns + " FROM STDIN (FORMAT binary)",
                    1 << 16);
            return new CopyWriter(stream);
        } catch (SQLException e) {
            throw new BulkFailure("COPY into " + tableAndColumns + " does not start", e);
        }
    }

    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static BulkFailure failure(SQLException e) {
        // The driver's own message may quote row values; the SQLSTATE is enough to find the cause.
        return new BulkFailure("a bulk statement failed with SQLSTATE " + e.getSQLState(), e);
    }

    /** Uses one row of a result. */
    @FunctionalInterface
    public interface RowUser {
        void use(java.sql.ResultSet row) throws SQLException;
    }
}
