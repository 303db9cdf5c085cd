package canbao.cli.doors;

import canbao.crypto.Sm3Stream;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.OptionalLong;

/** What the run asks the hub's database, apart from the hub's own code. */
final class DoorsStore {
    private static final String DONE_AFTER =
            "SELECT min(id) FROM batch WHERE feed = $1 AND id > $2 AND done_at IS NOT NULL";
    private static final String STORED = "SELECT count(*) FROM batch WHERE feed = $1";
    // Where and when a fact came from is left out: the batch, the line, the version (the day of the list), the times.
    private static final String FACTS = """
            SELECT scope.name || '|' || row_key || '|' || person || '|' || hash || '|' || withdrawn || '|' || attributes::text
            FROM fact JOIN scope ON scope.id = fact.scope WHERE scope.feed = $1 ORDER BY row_key
            """;

    private final Database database;

    DoorsStore(Database database) {
        this.database = database;
    }

    /** A feed's facts: how many, and one hash over all that they say. */
    record State(int facts, String hash) {}

    /** The first batch after the given one that has been read. */
    OptionalLong doneAfter(String feed, long batch) {
        Long id = database.run(DONE_AFTER, Tuple.of(feed, batch))
                .iterator()
                .next()
                .getLong(0);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    long stored(String feed) {
        return database.run(STORED, Tuple.of(feed)).iterator().next().getLong(0);
    }

    State state(String feed) {
        Sm3Stream hash = new Sm3Stream();
        int facts = 0;
        for (Row row : database.run(FACTS, Tuple.of(feed))) {
            hash.update((row.getString(0) + "\n").getBytes(StandardCharsets.UTF_8));
            facts++;
        }
        return new State(facts, hash.hex().substring(0, 16));
    }

    /** Makes an empty database on the server. */
    static DatabaseAddress create(DatabaseAddress server, String name) {
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database();
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return new DatabaseAddress(server.host(), server.port(), name, server.user(), server.password());
    }
}
