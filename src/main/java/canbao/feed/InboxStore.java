package canbao.feed;

import canbao.crypto.Seal;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batches and their sealed bytes. */
public final class InboxStore {
    private static final String COLUMNS =
            "id, feed, coalesce(number, '') AS number, name, coalesce(rows, -1) AS rows, bytes, digest, received_at, as_of,"
                    + " control_rows, control_sum, control_digest";
    // One feed's arrivals are compared one after the other.
    private static final String LOCK_FEED = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    private static final String BY_NUMBER =
            "SELECT " + COLUMNS + ", receipt FROM batch WHERE feed = $1 AND number = $2";
    private static final String LATEST = "SELECT " + COLUMNS + ", identity, receipt FROM batch"
            + " WHERE feed = $1 AND lane = $2 AND number IS NULL ORDER BY id DESC LIMIT 1";
    // Taken before the transaction, because a chunk is sealed for its place in its batch.
    private static final String NEXT_ID = "SELECT nextval(pg_get_serial_sequence('batch', 'id'))";
    private static final String ADD = "INSERT INTO batch"
            + " (id, feed, number, name, lane, identity, as_of, digest, bytes, actor, received_at, control_rows, control_sum,"
            + " control_digest, receipt, route, told)"
            + " OVERRIDING SYSTEM VALUE"
            + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, nullif($16, ''), $17)";
    private static final String AGAIN = """
            UPDATE batch SET receipt = $2, told = CASE WHEN route = $3 AND told IS NOT NULL THEN '' ELSE told END WHERE id = $1
            """;
    private static final String ADD_CHUNK = "INSERT INTO batch_chunk (batch, n, sealed) VALUES ($1, $2, $3)";
    private static final String STORED =
            "SELECT id, feed, name, as_of, bytes, control_rows, control_sum, control_digest,"
                    + " state, hold, contract_version, rank, repairs FROM batch ";
    /** What was never read, and what a person has approved. */
    private static final String NEXT = "(" + STORED + "WHERE state = 'STORED' ORDER BY id LIMIT 1) UNION ALL (" + STORED
            + "WHERE hold = 'APPROVED' ORDER BY id LIMIT 1) ORDER BY id LIMIT 1";

    private static final String FIND = STORED + "WHERE id = $1";
    private static final String CHUNK_OF = "SELECT sealed FROM batch_chunk WHERE batch = $1 AND n = $2";
    private static final String ADD_REPAIR = """
            INSERT INTO batch (id, feed, number, name, lane, identity, as_of, digest, bytes, actor, received_at, repairs,
                repaired_rank)
            OVERRIDING SYSTEM VALUE
            SELECT ?, feed, ?, '', 'repair', '', as_of, ?, ?, ?, ?, id, rank FROM batch WHERE id = ?
            """;
    private static final String ADD_REPAIR_CHUNK = "INSERT INTO batch_chunk (batch, n, sealed) VALUES (?, ?, ?)";

    private static final String NOTHING = """
            UPDATE batch SET state = 'APPLIED', contract_version = $2, rows = 0, rejected = 0, added = 0, changed = 0,
                withdrawn = 0, unchanged = 0, stale = 0, held_withdrawals = 0, reason = 'NOTHING_TO_REPORT',
                done_at = clock_timestamp()
            WHERE id = $1
            """;

    private final Database database;
    private final Seal seal;

    public InboxStore(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /** A delivery with what the inbox found out about it. */
    record Arrival(Delivery delivery, String lane, String identity, Instant asOf, Instant receivedAt, Entry entry) {}

    /** A stored batch on its way to the reader. */
    public record Stored(
            long id, FeedId feed, String name, Instant asOf, long bytes, Control control, Standing standing) {
        /** Whether it, or what it repairs, was read before. */
        public boolean isReadAgain() {
            return !standing.state().equals("STORED") || standing.repairs() != null;
        }
    }

    /**
     * What became of a stored batch so far.
     *
     * @param hold what a person has to say, or has said, of what it would withdraw; empty for nothing
     * @param contractVersion the version that read it last; null when it was never read
     * @param rank among batches of the same as-of the greater is newer
     * @param repairs the batch of which it corrects rows; null for an agency's own
     */
    public record Standing(
            String state,
            String hold,
            @Nullable Integer contractVersion,
            long rank,
            @Nullable Long repairs) {}

    /**
     * Corrected rows of a stored batch.
     *
     * @param number says which batch and rows
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Repair(long batch, String number, Actor actor, Instant at, byte[] lines) {
        @Override
        public String toString() {
            return "Repair[" + number + "]";
        }
    }

    /** A number for a batch that is about to arrive; one whose batch is not stored is never given again. */
    long nextId() {
        return database.run(NEXT_ID).iterator().next().getLong(0);
    }

    /** Reads the bytes to their end and seals them for the batch, without touching the database. */
    SealedBody seal(InputStream plain, long batch, long maxBytes) {
        return SealedBody.of(plain, seal.copy(), batch, maxBytes);
    }

    /** Stores the batch unless it is known, in one transaction. */
    Receipt store(long id, Arrival arrival, SealedBody body, Receipting receipting) {
        return database.inTransaction(transaction -> {
            Database.run(
                    transaction, LOCK_FEED, Tuple.of(arrival.delivery().feed().toString()));
            Optional<Receipt> known = known(transaction, arrival, body.digest());
            return known.isPresent()
                    ? again(transaction, known.get(), arrival, receipting)
                    : add(transaction, new Fresh(id, arrival, body), receipting);
        });
    }

    /** The oldest batch that is not read yet, or that a person has approved. */
    public Optional<Stored> next() {
        return stored(database.run(NEXT));
    }

    /** A batch by its number, whatever became of it. */
    public Optional<Stored> find(long batch) {
        return stored(database.run(FIND, Tuple.of(batch)));
    }

    private static Optional<Stored> stored(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next())
                        .map(row -> new Stored(
                                row.getLong("id"),
                                FeedId.of(row.getString("feed")),
                                row.getString("name"),
                                row.getOffsetDateTime("as_of").toInstant(),
                                row.getLong("bytes"),
                                new Control(
                                        row.getInteger("control_rows"),
                                        row.getString("control_sum"),
                                        row.getString("control_digest")),
                                new Standing(
                                        row.getString("state"),
                                        Objects.requireNonNullElse(row.getString("hold"), ""),
                                        row.getInteger("contract_version"),
                                        row.getLong("rank"),
                                        row.getLong("repairs"))));
    }

    /** Stores corrected rows as a batch of the same as-of, in the transaction of what they correct; returns its number. */
    public long add(Bulk bulk, Repair repair) {
        long[] id = {0};
        bulk.query(NEXT_ID, row -> id[0] = row.getLong(1));
        try (SealedBody body =
                SealedBody.of(new ByteArrayInputStream(repair.lines()), seal.copy(), id[0], Long.MAX_VALUE)) {
            bulk.run(
                    ADD_REPAIR,
                    id[0],
                    repair.number(),
                    body.digest(),
                    body.bytes(),
                    repair.actor().toString(),
                    java.sql.Timestamp.from(repair.at()),
                    repair.batch());
            for (int n = 0; n < body.chunks(); n++) {
                bulk.run(ADD_REPAIR_CHUNK, id[0], n, body.chunk(n));
            }
        }
        return id[0];
    }

    /** The batch's bytes, opened chunk by chunk. */
    public InputStream open(Stored batch) {
        Seal opener = seal.copy();
        return new ChunkStream(batch.bytes(), SealedBody.CHUNK, n -> {
            RowSet<Row> rows = database.run(CHUNK_OF, Tuple.of(batch.id(), n));
            if (rows.size() == 0) {
                throw new IllegalStateException("batch " + batch.id() + " lacks its chunk " + n);
            }
            return SealedBody.unpacked(
                    opener.open(rows.iterator().next().getBuffer(0).getBytes(), Inbox.label(batch.id(), n)));
        });
    }

    private static Optional<Receipt> known(SqlConnection transaction, Arrival arrival, byte[] digest) {
        Delivery delivery = arrival.delivery();
        String feed = delivery.feed().toString();
        if (delivery.number() != null) {
            RowSet<Row> rows = Database.run(transaction, BY_NUMBER, Tuple.of(feed, delivery.number()));
            if (rows.size() == 0) {
                return Optional.empty();
            }
            Row row = rows.iterator().next();
            if (!Arrays.equals(row.getBuffer("digest").getBytes(), digest)) {
                throw new Inbox.NotAccepted(new Refusal(
                        "NUMBER_REUSED",
                        "Idempotency-Key",
                        "同一批次号内容不同，请换新批次号 / the same batch number came with other content: use a new number"));
            }
            return Optional.of(receipt(row));
        }
        RowSet<Row> rows = Database.run(transaction, LATEST, Tuple.of(feed, arrival.lane()));
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        boolean same = row.getString("identity").equals(arrival.identity())
                && Arrays.equals(row.getBuffer("digest").getBytes(), digest);
        return same ? Optional.of(receipt(row)) : Optional.empty();
    }

    /** A batch that is not known. */
    private record Fresh(long id, Arrival arrival, SealedBody body) {
        Receipt receipt() {
            Delivery delivery = arrival.delivery();
            Integer rows = delivery.control().rows();
            return new Receipt(
                    id,
                    delivery.feed(),
                    delivery.number() == null ? "" : delivery.number(),
                    delivery.name(),
                    rows == null ? -1 : rows,
                    body.bytes(),
                    HexFormat.of().formatHex(body.digest()),
                    arrival.receivedAt().truncatedTo(ChronoUnit.MICROS),
                    false);
        }
    }

    private static Receipt add(SqlConnection transaction, Fresh fresh, Receipting receipting) {
        if (fresh.arrival().entry() instanceof Entry.Closed closed) {
            throw new Inbox.NotAccepted(closed.refusal());
        }
        Receipt receipt = receipting.signing().apply(fresh.receipt());
        Arrival arrival = fresh.arrival();
        Delivery delivery = arrival.delivery();
        Tuple values = Tuple.tuple()
                .addLong(fresh.id())
                .addString(delivery.feed().toString())
                .addString(delivery.number())
                .addString(delivery.name())
                .addString(arrival.lane())
                .addString(arrival.identity())
                .addOffsetDateTime(arrival.asOf().atOffset(ZoneOffset.UTC))
                .addBuffer(Buffer.buffer(fresh.body().digest()))
                .addLong(fresh.body().bytes())
                .addString(delivery.actor().toString())
                .addOffsetDateTime(arrival.receivedAt().atOffset(ZoneOffset.UTC))
                .addInteger(delivery.control().rows())
                .addString(delivery.control().sum())
                .addString(delivery.control().digest())
                .addString(receipt.document())
                .addString(delivery.route())
                .addString(receipting.answered().test(delivery.route()) ? "" : null);
        Database.run(transaction, ADD, values);
        for (int n = 0; n < fresh.body().chunks(); n++) {
            Database.run(
                    transaction,
                    ADD_CHUNK,
                    Tuple.of(fresh.id(), n, Buffer.buffer(fresh.body().chunk(n))));
        }
        if (arrival.entry() instanceof Entry.Nothing nothing) {
            Database.run(transaction, NOTHING, Tuple.of(fresh.id(), nothing.contractVersion()));
        }
        return receipt;
    }

    /** The same document; its sender is told again, if he is told through the route by which it came again. */
    private static Receipt again(SqlConnection transaction, Receipt known, Arrival arrival, Receipting receipting) {
        Receipt receipt = known.document().isEmpty() ? receipting.signing().apply(known) : known;
        Database.run(
                transaction,
                AGAIN,
                Tuple.of(receipt.batch(), receipt.document(), arrival.delivery().route()));
        return receipt;
    }

    private static Receipt receipt(Row row) {
        return new Receipt(
                row.getLong("id"),
                FeedId.of(row.getString("feed")),
                row.getString("number"),
                row.getString("name"),
                row.getInteger("rows"),
                row.getLong("bytes"),
                HexFormat.of().formatHex(row.getBuffer("digest").getBytes()),
                row.getOffsetDateTime("received_at").toInstant(),
                true,
                Objects.requireNonNullElse(row.getString("receipt"), ""));
    }
}
