package canbao.feed.receipt.back;

import canbao.io.Database;
import canbao.model.FeedId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Which receipts have not been sent back yet. */
public final class OwedStore {
    /** A batch that is stored and told of has nothing to tell until it is read. */
    private static final String OPEN = " told <> state AND (told = '' OR state <> 'STORED') AND received_at >= $2";

    private static final String ROUTES = "SELECT DISTINCT route FROM batch WHERE route = ANY ($1) AND" + OPEN;
    private static final String OWED = "SELECT id, feed, name, state, told, receipt FROM batch WHERE route = $1 AND"
            + OPEN + " ORDER BY tell_tries, id LIMIT $3";
    private static final String TOLD = "UPDATE batch SET told = $2, tell_tries = 0 WHERE id = $1";
    private static final String FAILED = "UPDATE batch SET tell_tries = tell_tries + 1 WHERE id = $1";

    private final Database database;

    public OwedStore(Database database) {
        this.database = database;
    }

    /**
     * A batch of which something is to be told.
     *
     * @param told an empty text when its first receipt is not sent yet
     * @param receipt the signed first receipt
     */
    record Owed(long batch, FeedId feed, String name, String state, String told, String receipt) {}

    /** Those of the routes that have something to send, of batches received since a moment. */
    List<String> routes(Collection<String> routes, Instant since) {
        List<String> found = new ArrayList<>();
        for (Row row : database.run(ROUTES, Tuple.of(routes.toArray(String[]::new), since.atOffset(ZoneOffset.UTC)))) {
            found.add(row.getString(0));
        }
        return found;
    }

    /** The oldest first, but those that failed before behind the others. */
    List<Owed> owed(String route, Instant since, int limit) {
        List<Owed> owed = new ArrayList<>();
        for (Row row : database.run(OWED, Tuple.of(route, since.atOffset(ZoneOffset.UTC), limit))) {
            owed.add(new Owed(
                    row.getLong("id"),
                    FeedId.of(row.getString("feed")),
                    row.getString("name"),
                    row.getString("state"),
                    row.getString("told"),
                    Objects.requireNonNullElse(row.getString("receipt"), "")));
        }
        return owed;
    }

    /** Notes that the sender knows: STORED, or the state that the second receipt spoke of. */
    void told(long batch, String what) {
        database.run(TOLD, Tuple.of(batch, what));
    }

    void failed(long batch) {
        database.run(FAILED, Tuple.of(batch));
    }
}
