package canbao.fund;

import canbao.io.Bulk;
import canbao.io.Database;
import io.vertx.sqlclient.Tuple;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What finance says it has paid: one row for each voucher, and what it said before. */
final class AppropriationStore {
    // Two batches of one feed are never applied side by side: the reader holds a lease.
    private static final String KNOWN =
            "SELECT row_key, version, rank, hash FROM appropriation WHERE row_key = ANY(?) FOR UPDATE";
    private static final String KEEP_OLD =
            "INSERT INTO appropriation_history SELECT a.*, clock_timestamp() FROM appropriation AS a WHERE row_key = ?";
    private static final String PUT = """
            INSERT INTO appropriation (row_key, claim, fund, amount_fen, day, voucher, version, rank, hash, batch, line)
            VALUES (?, nullif(?, '')::bigint, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (row_key) DO UPDATE SET claim = excluded.claim, fund = excluded.fund,
              amount_fen = excluded.amount_fen, day = excluded.day, voucher = excluded.voucher, version = excluded.version,
              rank = excluded.rank, hash = excluded.hash, batch = excluded.batch, line = excluded.line,
              recorded_at = clock_timestamp()
            """;
    private static final String ALL = """
            SELECT a.voucher, a.claim, a.fund, a.amount_fen, a.day, b.feed || '@' || a.batch || ':' || a.line
            FROM appropriation AS a JOIN batch AS b ON b.id = a.batch WHERE a.amount_fen > 0 ORDER BY a.day, a.voucher
            """;

    private final Database database;

    AppropriationStore(Database database) {
        this.database = database;
    }

    /** Since when a row says what it says; of the same moment the batch of the higher rank is newer. */
    record Standing(Instant version, long rank, long hash) {
        boolean newerThan(Standing other) {
            int order = version.compareTo(other.version);
            return order != 0 ? order > 0 : rank > other.rank;
        }
    }

    /** @param claim our number, or an empty text */
    record Said(String voucher, String claim, String fund, long amountFen, LocalDate day, long batch, int line) {}

    /** What is known of these keys. */
    static Map<UUID, Standing> known(Bulk transaction, Collection<UUID> keys) {
        Map<UUID, Standing> known = new HashMap<>();
        transaction.query(
                KNOWN,
                row -> known.put(
                        row.getObject(1, UUID.class),
                        new Standing(row.getTimestamp(2).toInstant(), row.getLong(3), row.getLong(4))),
                (Object) keys.toArray(UUID[]::new));
        return known;
    }

    static void put(Bulk transaction, UUID key, Said said, Standing standing, boolean known) {
        if (known) {
            transaction.run(KEEP_OLD, key);
        }
        @Nullable
        Object[] values = {
            key,
            said.claim,
            said.fund,
            said.amountFen,
            java.sql.Date.valueOf(said.day),
            said.voucher,
            Timestamp.from(standing.version),
            standing.rank,
            standing.hash,
            said.batch,
            said.line
        };
        transaction.run(PUT, values);
    }

    /** All that counts, oldest first. */
    List<Appropriation> all() {
        return database.run(ALL, Tuple.tuple()).stream()
                .map(row -> new Appropriation(
                        row.getString(0),
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLocalDate(4),
                        row.getString(5)))
                .toList();
    }
}
