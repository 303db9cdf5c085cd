package canbao.cli.doors;

import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.ExchangeTable;
import canbao.routes.table.agency.TableDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/** The agency's side of an exchange table of whole lists. */
final class AgencyTableStore {
    static final String TABLE = "hardship";
    static final String KEY = "certificate";
    private static final int TEXT = 100;

    private final TableDatabase database;

    AgencyTableStore(TableDatabase database) {
        this.database = database;
    }

    /** Makes the empty tables, in place of earlier ones. */
    void create() {
        ExchangeTable table = new ExchangeTable(
                TABLE,
                SameList.COLUMNS.stream()
                        .map(name -> new ExchangeTable.Column(name, ExchangeTable.Type.TEXT, TEXT, false, name))
                        .toList(),
                List.of(KEY));
        Dialect dialect = database.kind();
        String script = table.snapshotDdl(dialect).replaceAll("(?m)^--.*\n", "");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + dialect.table(TABLE));
            statement.execute("DROP TABLE IF EXISTS " + dialect.table(TABLE + "_batch"));
            for (String one : script.split(";\n")) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the exchange table in " + database, e);
        }
    }

    /** Writes a list, and when it is complete the row that says so. */
    void write(SameList list, String number, LocalDate day) {
        String marks = String.join(", ", Collections.nCopies(SameList.COLUMNS.size() + 1, "?"));
        String table = database.kind().table(TABLE);
        String announce = "INSERT INTO " + database.kind().table(TABLE + "_batch")
                + " (batch_no, row_count, as_of) VALUES (?, ?, '" + day + "')";
        try (Connection connection = connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")");
                PreparedStatement complete = connection.prepareStatement(announce)) {
            connection.setAutoCommit(false);
            for (List<String> row : list.rows()) {
                insert.setString(1, number);
                for (int i = 0; i < row.size(); i++) {
                    insert.setString(i + 2, row.get(i).isEmpty() ? null : row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
            complete.setString(1, number);
            complete.setInt(2, list.rows().size());
            complete.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write the list into " + database, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.kind().address(database), database.properties());
    }
}
