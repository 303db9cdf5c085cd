package canbao.feed.watch;

import canbao.io.Database;
import canbao.model.FeedId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life: batches that an agency sent and that were not refused, and answers to our questions that hold nothing new.
 * What our own people put in (repairs) is none. A batch that is dated a few days ahead counts from its date on.
 */
public final class SignStore {
    private static final String OF_AGENCY = " state NOT IN ('REFUSED', 'PARKED') AND actor LIKE 'agency:%' ";
    private static final String MOMENT = """
            greatest(received_at, CASE WHEN as_of <= received_at + interval '10 days' THEN as_of ELSE received_at END)
            """;
    private static final String LAST = """
            SELECT f.feed, greatest(s.heard, h.at) AS heard, greatest(s.sure, h.at) AS sure
            FROM unnest($1::text[]) AS f(feed) LEFT JOIN feed_heard h USING (feed) CROSS JOIN LATERAL (
              SELECT max(moment) AS heard, max(moment) FILTER (WHERE state <> 'STORED') AS sure FROM (
                SELECT state, %s AS moment FROM batch b WHERE b.feed = f.feed AND %s
                ORDER BY b.received_at DESC LIMIT 50) newest) s
            WHERE s.heard IS NOT NULL OR h.at IS NOT NULL
            """.formatted(MOMENT, OF_AGENCY);
    // An address may be asked every few seconds; a minute is near enough.
    private static final String HEARD = """
            INSERT INTO feed_heard (feed, at) VALUES ($1, $2) ON CONFLICT (feed) DO UPDATE SET at = excluded.at
            WHERE feed_heard.at < excluded.at - interval '1 minute'
            """;
    private static final String BEGIN = "INSERT INTO feed_watch (feed, since) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private static final String WATCHED = "SELECT feed, since FROM feed_watch";
    private static final String LANES = """
            SELECT lane AS part, max(received_at) AS heard, bool_or(state = 'STORED') AS unread FROM batch
            WHERE feed = $1 AND received_at >= $2 AND lane <> '' AND %s GROUP BY lane ORDER BY lane
            """.formatted(OF_AGENCY);
    private static final String SCOPES = """
            SELECT name AS part, watermark AS heard,
              EXISTS (SELECT 1 FROM batch WHERE feed = $1 AND state = 'STORED') AS unread
            FROM scope WHERE feed = $1 AND watermark >= $2 ORDER BY name
            """;
    // A whole batch, or the withdrawals of one whose other rows are in force.
    private static final String HELD = """
            SELECT id, feed, received_at, state = 'HELD' AS whole FROM batch
            WHERE state = 'HELD' OR hold IN ('OPEN', 'CHANGED') ORDER BY id LIMIT 500
            """;

    private final Database database;

    public SignStore(Database database) {
        this.database = database;
    }

    /**
     * A feed's last sign of life.
     *
     * @param sure the last one that has been read as well; null when none has
     */
    record Sign(Instant heard, @Nullable Instant sure) {}

    /** A part of a feed, such as a school, and when it was last heard of. */
    record Part(String name, Instant heard, boolean unread) {}

    /** A batch that waits for a person, as a whole or with its withdrawals only. */
    record HeldBatch(long id, FeedId feed, Instant receivedAt, boolean whole) {}

    /** Notes that a feed's source answered us and has nothing new. */
    public void heard(FeedId feed, Instant now) {
        database.run(HEARD, Tuple.of(feed.toString(), now.atOffset(ZoneOffset.UTC)));
    }

    Map<FeedId, Sign> last(List<FeedId> feeds) {
        String[] names = feeds.stream().map(FeedId::toString).toArray(String[]::new);
        Map<FeedId, Sign> signs = new HashMap<>();
        for (Row row : database.run(LAST, Tuple.of(names))) {
            @Nullable OffsetDateTime sure = row.getOffsetDateTime("sure");
            signs.put(
                    FeedId.of(row.getString("feed")),
                    new Sign(instant(row, "heard"), sure == null ? null : sure.toInstant()));
        }
        return signs;
    }

    /** Since when each feed is watched; a feed that is new here is watched from now on. */
    Map<FeedId, Instant> watched(List<FeedId> feeds, Instant now) {
        Map<FeedId, Instant> since = watched();
        for (FeedId feed : feeds) {
            if (!since.containsKey(feed)) {
                database.run(BEGIN, Tuple.of(feed.toString(), now.atOffset(ZoneOffset.UTC)));
                since = watched();
            }
        }
        return since;
    }

    private Map<FeedId, Instant> watched() {
        Map<FeedId, Instant> since = new HashMap<>();
        database.run(WATCHED).forEach(row -> since.put(FeedId.of(row.getString("feed")), instant(row, "since")));
        return since;
    }

    /** The parts of a feed that were heard of since then: by their files' names, or by the scopes in their rows. */
    List<Part> parts(FeedId feed, boolean byFile, Instant since) {
        RowSet<Row> rows =
                database.run(byFile ? LANES : SCOPES, Tuple.of(feed.toString(), since.atOffset(ZoneOffset.UTC)));
        List<Part> parts = new ArrayList<>();
        rows.forEach(
                row -> parts.add(new Part(row.getString("part"), instant(row, "heard"), row.getBoolean("unread"))));
        return parts;
    }

    List<HeldBatch> held() {
        List<HeldBatch> held = new ArrayList<>();
        database.run(HELD)
                .forEach(row -> held.add(new HeldBatch(
                        row.getLong("id"),
                        FeedId.of(row.getString("feed")),
                        instant(row, "received_at"),
                        row.getBoolean("whole"))));
        return held;
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
