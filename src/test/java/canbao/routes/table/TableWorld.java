package canbao.routes.table;

import canbao.crypto.Sm3;
import canbao.crypto.Sm3Mac;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import canbao.routes.door.BatchReading;
import canbao.routes.door.Door;
import canbao.routes.door.DoorOptions;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.ExchangeTable;
import canbao.routes.table.agency.ExchangeTable.Column;
import canbao.routes.table.agency.ExchangeTable.Type;
import canbao.routes.table.agency.TableDatabase;
import canbao.testing.MariaDb;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** An agency's database, an inbox that keeps the hub's promise of one batch per number, and a hub's memory. */
final class TableWorld implements AutoCloseable {
    static final ExchangeTable TABLE = new ExchangeTable(
            "payments",
            List.of(
                    new Column("id", Type.INTEGER, 0, true, "流水号 / number"),
                    new Column("name", Type.TEXT, 40, true, "姓名 / name"),
                    new Column("amount", Type.DECIMAL, 12, false, "金额 / amount")),
            List.of("id"));

    private final TableDatabase agency;
    private final Database memory = Platform.database();
    private final Map<String, Stored> inbox = new LinkedHashMap<>();
    private final Map<Long, BatchReading> readings = new HashMap<>();

    record Stored(long batch, String digest, String text, Control control, String asOf) {}

    TableWorld(Dialect dialect) {
        agency = dialect == Dialect.MARIADB ? mariaDb() : postgres();
    }

    private static TableDatabase mariaDb() {
        String name = MariaDb.freshDatabase();
        return new TableDatabase(Dialect.MARIADB, "127.0.0.1", MariaDb.port(), name, "root", "", false);
    }

    private static TableDatabase postgres() {
        DatabaseAddress fresh = Platform.freshDatabase();
        return new TableDatabase(
                Dialect.POSTGRES, fresh.host(), fresh.port(), fresh.database(), fresh.user(), fresh.password(), false);
    }

    Dialect dialect() {
        return agency.kind();
    }

    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(agency.kind().address(agency), agency.properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute(agency.kind().setZone());
        }
        return connection;
    }

    void sql(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements that a database's own client would take apart. */
    void ddl(String script) {
        String uncommented = script.replaceAll("(?m)^--.*\n", "");
        if (dialect() == Dialect.POSTGRES) {
            sql(uncommented);
        } else {
            for (String statement : uncommented.split(";\n")) {
                sql(statement);
            }
        }
    }

    List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    Door door(String shape, Map<String, String> more) {
        Map<String, String> given =
                new HashMap<>(Map.of("shape", shape, "feed", "x/y", "table", "payments", "key", "id"));
        given.putAll(more);
        Sm3Mac mac = new Sm3Mac(new byte[] {1});
        TableHub hub = new TableHub(
                () -> new TakingStore(memory),
                mac::code,
                number -> inbox.containsKey(number)
                        ? OptionalLong.of(stored(number).batch())
                        : OptionalLong.empty(),
                batch -> Optional.ofNullable(readings.get(batch)));
        return TableDoors.kind(Map.of("agency", agency), feed -> hub)
                .make(new DoorOptions("agency", given, new Properties()));
    }

    HandOver.Handed take(Parcel parcel) {
        String number = parcel.number() == null ? "" : parcel.number();
        String text = text(parcel.body());
        String digest = Sm3.hex(text.getBytes(StandardCharsets.UTF_8));
        @Nullable Stored before = inbox.get(number);
        if (before != null && !before.digest().equals(digest)) {
            return new HandOver.Refused(new Refusal("NUMBER_REUSED", "batch_no", "请换号 / use a new number"));
        }
        Stored stored = before != null
                ? before
                : new Stored(inbox.size() + 1, digest, text, parcel.control(), String.valueOf(parcel.asOf()));
        inbox.put(number, stored);
        return new HandOver.Stored(new Receipt(
                stored.batch(),
                FeedId.of("x/y"),
                number,
                "",
                -1,
                text.length(),
                digest,
                Instant.EPOCH,
                before != null));
    }

    /** A hub that is killed between the inbox's commit and what comes after it. */
    HandOver.Handed takeAndDie(Parcel parcel) {
        take(parcel);
        throw new IllegalStateException("killed");
    }

    void read(long batch, BatchReading reading) {
        readings.put(batch, reading);
    }

    Stored stored(String number) {
        Stored stored = inbox.get(number);
        if (stored == null) {
            throw new IllegalArgumentException(number);
        }
        return stored;
    }

    List<Stored> batches() {
        return List.copyOf(inbox.values());
    }

    /** The ids of the rows of each batch. */
    List<List<String>> ids() {
        return inbox.values().stream()
                .map(batch -> batch.text()
                        .lines()
                        .map(line -> new JsonObject(line).getString("id"))
                        .toList())
                .toList();
    }

    private static String text(Object body) {
        try {
            byte[] bytes = body instanceof InputStream stream ? stream.readAllBytes() : (byte[]) body;
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
