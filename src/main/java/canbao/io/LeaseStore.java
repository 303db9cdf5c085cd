package canbao.io;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Exclusive duties with a fencing epoch: one owner at a time, and whoever takes over has a higher epoch. Expiry is judged
 * by the database's clock only. An owner that comes back under its own name takes over at once, with a new epoch, so that
 * its former self is fenced too.
 */
public final class LeaseStore {
    private static final String ACQUIRE = """
            INSERT INTO lease (name, owner, epoch, expires_at)
            VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
            ON CONFLICT (name) DO UPDATE
              SET owner = excluded.owner, epoch = lease.epoch + 1, expires_at = excluded.expires_at
              WHERE lease.expires_at < clock_timestamp() OR lease.owner = excluded.owner
            RETURNING epoch
            """;
    private static final String RENEW = """
            UPDATE lease SET expires_at = clock_timestamp() + $3 * interval '1 millisecond'
            WHERE name = $1 AND epoch = $2
            """;
    private static final String RELEASE = "UPDATE lease SET expires_at = '-infinity' WHERE name = $1 AND epoch = $2";
    private static final String HELD = "SELECT 1 FROM lease WHERE name = $1 AND epoch = $2 FOR SHARE";

    private final Database database;
    private final String owner;
    private final Duration length;

    /**
     * @param owner this instance's name, the same after a restart
     * @param length how long a lease lives without renewal; renew at a third of it
     */
    public LeaseStore(Database database, String owner, Duration length) {
        this.database = database;
        this.owner = owner;
        this.length = length;
    }

    public Duration length() {
        return length;
    }

    /** Takes the duty if it is free or was ours; returns the new epoch. */
    public OptionalLong acquire(String name) {
        RowSet<Row> rows = database.run(ACQUIRE, Tuple.of(name, owner, length.toMillis()));
        return rows.size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(rows.iterator().next().getLong(0));
    }

    /** Prolongs the lease; false when somebody else has taken over. */
    public boolean renew(String name, long epoch) {
        return database.run(RENEW, Tuple.of(name, epoch, length.toMillis())).rowCount() == 1;
    }

    /** Gives the duty back so that another instance need not wait. */
    public void release(String name, long epoch) {
        database.run(RELEASE, Tuple.of(name, epoch));
    }

    /** Whether the epoch is still the newest, and stays so until the transaction ends. */
    public static boolean held(SqlConnection transaction, String name, long epoch) {
        return Database.run(transaction, HELD, Tuple.of(name, epoch)).size() == 1;
    }
}
