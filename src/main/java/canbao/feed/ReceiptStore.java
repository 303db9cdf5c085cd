package canbao.feed;

import canbao.io.Database;
import canbao.model.FeedId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What became of stored batches, for those who sent them. Holds no personal data. */
public final class ReceiptStore {
    private static final String FIND = """
            SELECT coalesce(number, '') AS number, name, state, rows, bytes, digest, contract_version, rejected, added, changed,
                withdrawn, unchanged, stale, held_withdrawals, reason, received_at, done_at
            FROM batch WHERE id = $1 AND feed = $2
            """;
    private static final String NUMBERED = "SELECT id FROM batch WHERE feed = $1 AND number = $2";
    private static final String REJECTIONS = """
            SELECT n, part, line, field, masked, rule, fix FROM quarantine WHERE batch = $1 AND n > $2 ORDER BY n LIMIT $3
            """;

    private final Database database;

    public ReceiptStore(Database database) {
        this.database = database;
    }

    /**
     * The second receipt: what reading a batch came to. Counts are null until it has been read.
     *
     * @param number the sender's batch number, or an empty text
     * @param name the file's name, or an empty text
     * @param state STORED, APPLIED, HELD, SUPERSEDED, REFUSED or PARKED
     * @param digest lower-case hex SM3 of its bytes
     * @param accepted rows that could be used
     * @param stale rows older than what is known
     * @param held withdrawals that were not made because some keys could not be read or were contested
     * @param reason why it is refused or held: rule, place and fix, Chinese and English; or an empty text
     */
    public record BatchResult(
            long batch,
            FeedId feed,
            String number,
            String name,
            String state,
            @Nullable Integer rows,
            long bytes,
            String digest,
            @Nullable Integer contractVersion,
            @Nullable Integer accepted,
            @Nullable Integer rejected,
            @Nullable Integer added,
            @Nullable Integer changed,
            @Nullable Integer withdrawn,
            @Nullable Integer unchanged,
            @Nullable Integer stale,
            @Nullable Integer held,
            String reason,
            Instant receivedAt,
            @Nullable Instant doneAt) {}

    /**
     * A row that could not be used, and how to correct it.
     *
     * @param n its place among the batch's rejections, from 1
     */
    public record RejectedRow(int n, int part, int line, String field, String masked, String rule, String fix) {}

    /** The batch that a feed's sender gave a number. */
    public OptionalLong numbered(FeedId feed, String number) {
        RowSet<Row> rows = database.run(NUMBERED, Tuple.of(feed.toString(), number));
        return rows.size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(rows.iterator().next().getLong(0));
    }

    /** A batch of this feed; another feed's is not found. */
    public Optional<BatchResult> find(FeedId feed, long batch) {
        RowSet<Row> rows = database.run(FIND, Tuple.of(batch, feed.toString()));
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(result(feed, batch, rows.iterator().next()));
    }

    /** A batch's rejections after the n-th, in the order in which they were found. */
    public List<RejectedRow> rejections(long batch, int after, int limit) {
        List<RejectedRow> rejections = new ArrayList<>();
        for (Row row : database.run(REJECTIONS, Tuple.of(batch, after, limit))) {
            rejections.add(new RejectedRow(
                    row.getInteger("n"),
                    row.getInteger("part"),
                    row.getInteger("line"),
                    row.getString("field"),
                    row.getString("masked"),
                    row.getString("rule"),
                    row.getString("fix")));
        }
        return rejections;
    }

    private static BatchResult result(FeedId feed, long batch, Row row) {
        Integer rows = row.getInteger("rows");
        Integer rejected = row.getInteger("rejected");
        String reason = row.getString("reason");
        OffsetDateTime done = row.getOffsetDateTime("done_at");
        return new BatchResult(
                batch,
                feed,
                row.getString("number"),
                row.getString("name"),
                row.getString("state"),
                rows,
                row.getLong("bytes"),
                HexFormat.of().formatHex(row.getBuffer("digest").getBytes()),
                row.getInteger("contract_version"),
                rows == null || rejected == null ? null : rows - rejected,
                rejected,
                row.getInteger("added"),
                row.getInteger("changed"),
                row.getInteger("withdrawn"),
                row.getInteger("unchanged"),
                row.getInteger("stale"),
                row.getInteger("held_withdrawals"),
                reason == null ? "" : reason,
                row.getOffsetDateTime("received_at").toInstant(),
                done == null ? null : done.toInstant());
    }
}
