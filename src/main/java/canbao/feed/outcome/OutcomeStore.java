package canbao.feed.outcome;

import canbao.feed.outcome.Cursor.Place;
import canbao.io.Database;
import canbao.model.FactKind;
import canbao.model.FeedId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the ledger along its chains, for the rows of one feed. */
final class OutcomeStore {
    static final String LEDGER = "ledger/";

    // Names are few and links many: each name is looked up by itself.
    private static final String HEADS = """
            WITH RECURSIVE names AS (
              (SELECT name FROM chain WHERE name > 'ledger/' ORDER BY name LIMIT 1)
              UNION ALL
              SELECT (SELECT c.name FROM chain c WHERE c.name > names.name ORDER BY c.name LIMIT 1) FROM names
              WHERE names.name LIKE 'ledger/%')
            SELECT name, (SELECT max(seq) FROM chain c WHERE c.name = names.name) AS head FROM names
            WHERE name LIKE 'ledger/%'
            """;
    // What stands in a link, and in which order, never changes. A row that was found to speak of somebody else names
    // nobody.
    private static final String WINDOW = """
            WITH entries AS (
              SELECT e.*, p.link, p.at,
                row_number() OVER (PARTITION BY p.link ORDER BY person, coverage_year, product, ordinal) AS n
              FROM posting AS p JOIN entry AS e ON e.posting = p.id
              WHERE p.chain = $2 AND p.link >= $3 AND p.link < $3 + $5),
            named AS (
              SELECT e.link, e.n, e.coverage_year, e.kind, e.category, e.at, scope.kind AS feed_kind,
                f.batch, f.line, f.attributes ->> 'category' AS said, f.scope, f.row_key,
                CASE e.kind WHEN 'REJECTED' THEN (
                  SELECT o.code FROM enrolment_order AS o
                  WHERE o.person = e.person AND o.coverage_year = e.coverage_year AND o.product = e.product
                    AND o.ordinal < e.ordinal AND o.code IS NOT NULL ORDER BY o.ordinal DESC LIMIT 1) END AS code
              FROM entries AS e
              CROSS JOIN LATERAL (
                SELECT e.person UNION ALL SELECT a.person FROM person_alias AS a WHERE a.kept = e.person) AS one(person)
              JOIN fact AS f ON f.person = one.person AND NOT f.withdrawn
              JOIN scope ON scope.id = f.scope AND scope.feed = $1
              WHERE (e.link, e.n) > ($3, $4) AND NOT EXISTS (
                SELECT 1 FROM fact_aside AS a JOIN person_review AS r ON r.id = a.review
                WHERE a.scope = f.scope AND a.row_key = f.row_key AND a.hash = f.hash
                  AND r.current AND r.state IN ('OTHER_PERSON', 'OPEN'))),
            ranked AS (SELECT *, dense_rank() OVER (ORDER BY link, n) AS nth FROM named)
            SELECT r.link, r.n, r.coverage_year, r.kind, r.category, r.at, r.feed_kind, r.batch, r.line, r.said, r.code, r.nth,
              coalesce(b.number, '') AS number, coalesce(b.name, '') AS name
            FROM ranked AS r LEFT JOIN batch AS b ON b.id = r.batch
            WHERE r.nth <= $6 ORDER BY r.link, r.n, r.scope, r.row_key
            """;

    private final Database database;

    OutcomeStore(Database database) {
        this.database = database;
    }

    /** A row of the feed whose person an entry is about. {@code nth}: the how-many-eth entry of the answer it belongs to. */
    record Seen(
            long link,
            int n,
            int nth,
            int coverageYear,
            String entryKind,
            @Nullable String category,
            Instant at,
            FactKind feedKind,
            Outcomes.Row row,
            @Nullable String said,
            @Nullable String code) {}

    /** The chains of the ledger, by their names without {@link #LEDGER}, and each one's newest link. */
    SortedMap<String, Long> heads() {
        SortedMap<String, Long> heads = new TreeMap<>();
        database.run(HEADS)
                .forEach(row -> heads.put(row.getString("name").substring(LEDGER.length()), row.getLong("head")));
        return heads;
    }

    /** What follows a place in so many links, of at most so many entries. */
    List<Seen> window(FeedId feed, String chain, Place from, int links, int entries) {
        List<Seen> seen = new ArrayList<>();
        database.run(
                        WINDOW,
                        Tuple.of(feed.toString(), LEDGER + chain, from.link(), (long) from.seen(), (long) links, (long)
                                entries))
                .forEach(row -> seen.add(seen(row)));
        return seen;
    }

    private static Seen seen(Row row) {
        return new Seen(
                row.getLong("link"),
                row.getInteger("n"),
                row.getInteger("nth"),
                row.getInteger("coverage_year"),
                row.getString("kind"),
                row.getString("category"),
                row.getOffsetDateTime("at").toInstant(),
                FactKind.valueOf(row.getString("feed_kind")),
                new Outcomes.Row(
                        row.getLong("batch"), row.getString("number"), row.getString("name"), row.getInteger("line")),
                row.getString("said"),
                row.getString("code"));
    }
}
