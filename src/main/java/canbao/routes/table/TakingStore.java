package canbao.routes.table;

import canbao.io.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the hub remembers of exchange tables, in its own database. */
public final class TakingStore {
    private static final String BEGIN = """
            INSERT INTO exchange_taking (place, number, rows) VALUES ($1, $2, $3)
            ON CONFLICT (place, number) DO UPDATE SET rows = excluded.rows, batch = NULL
            """;
    private static final String STORED = "UPDATE exchange_taking SET batch = $3 WHERE place = $1 AND number = $2";
    private static final String FORGET = "DELETE FROM exchange_taking WHERE place = $1 AND number = $2";
    private static final String OPEN =
            "SELECT number, batch FROM exchange_taking WHERE place = $1 ORDER BY batch NULLS FIRST LIMIT 1000";
    private static final String ROWS = "SELECT rows FROM exchange_taking WHERE place = $1 AND number = $2";
    private static final String WATERMARK = "SELECT micros FROM exchange_watermark WHERE place = $1";
    private static final String ADVANCE = """
            INSERT INTO exchange_watermark (place, micros) VALUES ($1, $2)
            ON CONFLICT (place) DO UPDATE SET micros = greatest(exchange_watermark.micros, excluded.micros)
            """;
    private static final String SEEN = "SELECT key, row, micros FROM exchange_seen WHERE place = $1";
    private static final String SEE = """
            INSERT INTO exchange_seen (place, key, row, micros)
            SELECT $1, key, row, micros FROM unnest($2::bytea[], $3::bytea[], $4::bigint[]) AS seen (key, row, micros)
            ON CONFLICT (place, key) DO UPDATE SET row = excluded.row, micros = excluded.micros
            """;
    private static final String PRUNE = "DELETE FROM exchange_seen WHERE place = $1 AND micros < $2";

    private final Database database;

    public TakingStore(Database database) {
        this.database = database;
    }

    /**
     * Rows that were handed over, or were about to be.
     *
     * @param batch the inbox's batch once we know that it is there
     */
    record Taking(String number, @Nullable Long batch) {}

    /** Before the hand-over. */
    void begin(String place, String number, List<Print> rows) {
        database.run(BEGIN, Tuple.of(place, number, Buffer.buffer(Print.pack(rows))));
    }

    /** After the inbox's commit, and the write-back where there is one. */
    void stored(String place, String number, long batch) {
        database.run(STORED, Tuple.of(place, number, batch));
    }

    void forget(String place, String number) {
        database.run(FORGET, Tuple.of(place, number));
    }

    /** What is still to be settled; those of which the inbox's answer is not known come first. */
    List<Taking> open(String place) {
        List<Taking> open = new ArrayList<>();
        for (Row row : database.run(OPEN, Tuple.of(place))) {
            open.add(new Taking(row.getString("number"), row.getLong("batch")));
        }
        return open;
    }

    /** The rows of one of them, in the order of their lines. */
    List<Print> rows(String place, String number) {
        List<Print> prints = new ArrayList<>();
        for (Row row : database.run(ROWS, Tuple.of(place, number))) {
            prints.addAll(Print.unpack(row.getBuffer("rows").getBytes()));
        }
        return prints;
    }

    OptionalLong watermark(String place) {
        RowSet<Row> rows = database.run(WATERMARK, Tuple.of(place));
        return rows.size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(rows.iterator().next().getLong(0));
    }

    /** Known rows near the watermark. */
    List<Print> seen(String place) {
        List<Print> seen = new ArrayList<>();
        for (Row row : database.run(SEEN, Tuple.of(place))) {
            seen.add(new Print(
                    ByteBuffer.wrap(row.getBuffer("key").getBytes()),
                    ByteBuffer.wrap(row.getBuffer("row").getBytes()),
                    row.getLong("micros")));
        }
        return seen;
    }

    /** In one transaction: the rows are known, the watermark is there, what is out of its reach is forgotten. */
    void see(String place, String number, List<Print> rows, long watermark, long reach) {
        database.inTransactionDo(transaction -> {
            see(transaction, place, rows);
            Database.run(transaction, ADVANCE, Tuple.of(place, watermark));
            Database.run(transaction, PRUNE, Tuple.of(place, reach));
            Database.run(transaction, FORGET, Tuple.of(place, number));
        });
    }

    private static void see(SqlConnection transaction, String place, List<Print> rows) {
        Map<ByteBuffer, Print> last = new HashMap<>();
        rows.forEach(row -> last.put(row.key(), row));
        List<Print> each = List.copyOf(last.values());
        Database.run(
                transaction,
                SEE,
                Tuple.tuple()
                        .addString(place)
                        .addArrayOfBuffer(
                                each.stream().map(row -> buffer(row.key())).toArray(Buffer[]::new))
                        .addArrayOfBuffer(
                                each.stream().map(row -> buffer(row.row())).toArray(Buffer[]::new))
                        .addArrayOfLong(each.stream().map(Print::micros).toArray(Long[]::new)));
    }

    private static Buffer buffer(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Buffer.buffer(copy);
    }
}
