package canbao.feed.receipt;

import canbao.io.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Second receipts as they were signed: the same result is the same receipt again, however often it is asked for. */
final class ResultStore {
    private static final String LATEST =
            "SELECT n, said, list_sm3, listed, document FROM result_receipt WHERE batch = $1 ORDER BY n DESC LIMIT 1";
    private static final String ADD = """
            INSERT INTO result_receipt (batch, n, said, listed, list_sm3, document) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """;

    private final Database database;

    ResultStore(Database database) {
        this.database = database;
    }

    /**
     * A signed result.
     *
     * @param n from 1: a batch that was held and then applied has two
     * @param said digest of what it says but for its list, lower-case hex
     * @param document the JSON without the list
     */
    record Signed(int n, String said, int listed, String listSm3, String document) {}

    Optional<Signed> latest(long batch) {
        RowSet<Row> rows = database.run(LATEST, Tuple.of(batch));
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next())
                        .map(row -> new Signed(
                                row.getInteger("n"),
                                row.getString("said"),
                                row.getInteger("listed"),
                                row.getString("list_sm3"),
                                row.getString("document")));
    }

    /** False when somebody else has signed one meanwhile. */
    boolean add(long batch, Signed signed) {
        return database.run(
                                ADD,
                                Tuple.of(
                                        batch,
                                        signed.n(),
                                        signed.said(),
                                        signed.listed(),
                                        signed.listSm3(),
                                        signed.document()))
                        .rowCount()
                == 1;
    }
}
