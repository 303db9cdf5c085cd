package canbao.feed.correction;

import canbao.feed.correction.Correction.Place;
import canbao.feed.correction.Correction.State;
import canbao.feed.correction.Correction.Word;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.model.Wording;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Correction requests and the words of both sides. Whoever writes here takes the clock first, and so comes one by one. */
public final class CorrectionStore {
    private static final String ROW = """
            SELECT fact.scope, fact.row_key, fact.person, fact.hash, fact.batch, fact.line, fact.attributes::text AS attributes
            FROM fact JOIN scope ON scope.id = fact.scope
            WHERE scope.feed = $1 AND fact.batch = $2 AND fact.line = $3 AND NOT fact.withdrawn
              AND ($4::uuid IS NULL OR fact.person = $4)
            """;
    private static final String REVIEWED = """
            SELECT fact.scope, fact.row_key, fact.person, fact.hash, fact.batch, fact.line, fact.attributes::text AS attributes,
              review.feed, review.kind
            FROM person_review AS review JOIN fact_aside AS aside ON aside.review = review.id
            JOIN fact USING (scope, row_key, hash)
            WHERE review.id = $1 AND review.state = 'OTHER_PERSON' AND review.current AND NOT fact.withdrawn
            ORDER BY fact.scope, fact.row_key
            """;
    private static final String TICK = "UPDATE correction_clock SET seq = seq + ? RETURNING seq";
    private static final String OPEN = """
            INSERT INTO correction (feed, batch, part, line, scope, row_key, person, hash, field, header, masked, rule, zh, en,
              review, opened_by, opened_at, workdays, deadline, overdue_from)
            VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?)
            ON CONFLICT (scope, row_key, field) WHERE state = 'OPEN' DO NOTHING RETURNING id
            """;
    private static final String SAY =
            "INSERT INTO correction_word (seq, correction, at, actor, said, reason) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String SETTLE =
            "UPDATE correction SET state = ?, settled_at = ? WHERE id = ? AND feed = ? AND state = 'OPEN'";
    private static final String STANDING = """
            SELECT c.state, (SELECT count(*) FROM correction_word w WHERE w.correction = c.id) AS words,
              (SELECT w.said || E'\\n' || w.reason FROM correction_word w WHERE w.correction = c.id ORDER BY w.seq DESC LIMIT 1)
            FROM correction c WHERE c.id = ? AND c.feed = ?
            """;
    // A field that the books keep is corrected when it says something else; of the others only the row's hash is known.
    private static final String CHANGED = """
            FROM correction AS c LEFT JOIN fact AS f ON f.scope = c.scope AND f.row_key = c.row_key
            WHERE c.state = 'OPEN' AND (f.row_key IS NULL OR f.withdrawn OR (f.hash <> c.hash AND NOT EXISTS (
              SELECT 1 FROM fact_history AS h
              WHERE h.person = c.person AND h.scope = c.scope AND h.row_key = c.row_key AND h.hash = c.hash
                AND h.attributes ->> c.field = f.attributes ->> c.field)))
            """;
    private static final String ANY_CHANGED = "SELECT 1 " + CHANGED + " LIMIT 1";
    private static final String SETTLE_CHANGED = """
            WITH found AS (
              SELECT c.id, f.batch, CASE WHEN f.row_key IS NULL OR f.withdrawn THEN 'WITHDRAWN' ELSE 'CORRECTED' END AS said
              %s ORDER BY c.id LIMIT ?),
            settled AS (
              UPDATE correction SET state = found.said, settled_at = ?, settled_batch = found.batch
              FROM found WHERE correction.id = found.id AND correction.state = 'OPEN'
              RETURNING correction.id, correction.state, correction.settled_batch)
            INSERT INTO correction_word (seq, correction, at, actor, said, reason, batch)
            SELECT ?::bigint + row_number() OVER (ORDER BY id), id, ?, ?, state, '', settled_batch FROM settled
            """.formatted(CHANGED);
    private static final String COLUMNS = """
            SELECT c.*, coalesce(b.number, '') AS number FROM correction AS c LEFT JOIN batch AS b ON b.id = c.batch
            """;
    private static final String LIST = COLUMNS + """
            WHERE ($1 = '' OR c.feed = $1) AND ($2 = '' OR c.state = $2) AND c.id > $3 ORDER BY c.id LIMIT $4
            """;
    private static final String ONE = COLUMNS + "WHERE c.id = $1";
    private static final String OVERDUE = COLUMNS + """
            WHERE c.state = 'OPEN' AND c.overdue_from <= $1 ORDER BY c.id LIMIT 500
            """;
    private static final String WORDS =
            "SELECT at, actor, said, reason, batch FROM correction_word WHERE correction = $1 ORDER BY seq";
    private static final String SETTLED = """
            SELECT w.seq, w.correction, w.at, w.said, w.reason, w.batch AS by_batch, c.batch, c.part, c.line, c.field
            FROM correction_word AS w JOIN correction AS c ON c.id = w.correction
            WHERE c.feed = $1 AND w.seq > $2 AND w.said IN ('UPHELD', 'CORRECTED', 'WITHDRAWN', 'CANCELLED')
            ORDER BY w.seq LIMIT $3
            """;
    private static final String CLOCK = "SELECT seq FROM correction_clock";
    private static final Actor ITSELF = Actor.hub("corrections");

    private final Database database;

    public CorrectionStore(Database database) {
        this.database = database;
    }

    /** A row as it stands in the registry. {@code attributes}: what the books keep of it, as JSON. */
    record Found(int scope, UUID rowKey, PersonKey person, long hash, long batch, int line, String attributes) {}

    /** Rows that were set aside because a review found them to speak of somebody else. */
    record Reviewed(FeedId feed, String kind, List<Found> rows) {}

    /** What is said of a row when a request is opened. */
    record Request(
            FeedId feed,
            Found row,
            @Nullable Integer part,
            Field field,
            String rule,
            Wording reason,
            @Nullable Long review) {}

    record Field(String name, String header, String masked) {}

    /** Until when the agency has time. */
    record Term(int workdays, LocalDate deadline, Instant overdueFrom) {}

    /** How a request stands, how often something was said, and what was said last. */
    record Standing(State state, int words, String last) {}

    List<Found> rows(FeedId feed, long batch, int line, @Nullable PersonKey person) {
        List<Found> found = new ArrayList<>();
        database.run(ROW, Tuple.of(feed.toString(), batch, line, person == null ? null : person.value()))
                .forEach(row -> found.add(found(row)));
        return found;
    }

    Optional<Reviewed> reviewed(long review) {
        List<Found> rows = new ArrayList<>();
        String[] of = new String[2];
        for (Row row : database.run(REVIEWED, Tuple.of(review))) {
            rows.add(found(row));
            of[0] = row.getString("feed");
            of[1] = row.getString("kind");
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Reviewed(FeedId.of(of[0]), of[1], rows));
    }

    /** The newest number of the words, held until the transaction ends. */
    static long tick(Bulk bulk, int words) {
        long[] seq = {0};
        bulk.query(TICK, row -> seq[0] = row.getLong(1), words);
        return seq[0];
    }

    /** Opens a request; empty when one is open of that field already. Needs the clock. */
    static Optional<Long> open(Bulk bulk, Request request, Term term, Actor actor, Instant now) {
        Found row = request.row();
        Field field = request.field();
        List<Long> ids = new ArrayList<>(1);
        bulk.query(
                OPEN,
                inserted -> ids.add(inserted.getLong(1)),
                request.feed().toString(),
                row.batch(),
                request.part() == null ? 0 : request.part(),
                row.line(),
                row.scope(),
                row.rowKey(),
                row.person().value(),
                row.hash(),
                field.name(),
                field.header(),
                field.masked(),
                request.rule(),
                request.reason().zh(),
                request.reason().en(),
                request.review() == null ? 0L : request.review(),
                actor.toString(),
                utc(now),
                term.workdays(),
                term.deadline(),
                utc(term.overdueFrom()));
        return ids.stream().findFirst();
    }

    /** Puts one side's words on record, under a number of the clock. */
    static void say(Bulk bulk, long seq, long correction, Actor actor, String said, String reason, Instant now) {
        bulk.run(SAY, seq, correction, utc(now), actor.toString(), said, reason);
    }

    /** Ends an open request of a feed; false when it is not open. Needs the clock. */
    static boolean settle(Bulk bulk, FeedId feed, long correction, State state, Instant now) {
        return bulk.run(SETTLE, state.name(), utc(now), correction, feed.toString()) == 1;
    }

    /** How a request of a feed stands; empty when the feed has no such request. */
    static Optional<Standing> standing(Bulk bulk, FeedId feed, long correction) {
        List<Standing> found = new ArrayList<>(1);
        bulk.query(
                STANDING,
                row -> found.add(new Standing(State.valueOf(row.getString(1)), row.getInt(2), row.getString(3))),
                correction,
                feed.toString());
        return found.stream().findFirst();
    }

    /** Whether the registry says something else of any row of an open request. */
    boolean anyChanged() {
        return database.run(ANY_CHANGED).size() > 0;
    }

    /** Ends the requests whose rows were corrected or withdrawn; returns how many. Takes the clock. */
    static int settleChanged(Bulk bulk, int limit, Instant now) {
        long last = tick(bulk, limit);
        return bulk.run(SETTLE_CHANGED, limit, utc(now), last - limit, utc(now), ITSELF.toString());
    }

    /**
     * Requests after a number.
     *
     * @param feed or an empty text for all; {@code state} likewise
     */
    public List<Correction> list(String feed, String state, long after, int limit) {
        return corrections(LIST, Tuple.of(feed, state, after, limit));
    }

    public Optional<Correction> find(long id) {
        return corrections(ONE, Tuple.of(id)).stream().findFirst();
    }

    List<Correction> overdue(Instant now) {
        return corrections(OVERDUE, Tuple.of(utc(now)));
    }

    /** Everything that was said, oldest first. */
    public List<Word> words(long correction) {
        return database.run(WORDS, Tuple.of(correction)).stream()
                .map(CorrectionStore::word)
                .toList();
    }

    /**
     * How a request ended.
     *
     * @param seq its place among all words: who has seen one has missed none before it
     * @param byBatch the batch that corrected or withdrew the row
     */
    public record Settled(
            long seq,
            long correction,
            Instant at,
            State state,
            String reason,
            @Nullable Long byBatch,
            Place row,
            String field) {}

    /** How a feed's requests ended, after a place among all words. */
    public List<Settled> settled(FeedId feed, long after, int limit) {
        return database.run(SETTLED, Tuple.of(feed.toString(), after, limit)).stream()
                .map(row -> new Settled(
                        row.getLong("seq"),
                        row.getLong("correction"),
                        instant(row, "at"),
                        State.valueOf(row.getString("said")),
                        row.getString("reason"),
                        row.getLong("by_batch"),
                        place(row),
                        row.getString("field")))
                .toList();
    }

    /** The place of the newest word of all. */
    public long newest() {
        return database.run(CLOCK).iterator().next().getLong(0);
    }

    private List<Correction> corrections(String sql, Tuple values) {
        return database.run(sql, values).stream()
                .map(CorrectionStore::correction)
                .toList();
    }

    private static Correction correction(Row row) {
        @Nullable OffsetDateTime settled = row.getOffsetDateTime("settled_at");
        return new Correction(
                row.getLong("id"),
                FeedId.of(row.getString("feed")),
                row.getString("number"),
                place(row),
                row.getString("field"),
                row.getString("header"),
                row.getString("masked"),
                row.getString("rule"),
                new Wording(row.getString("zh"), row.getString("en")),
                row.getLong("review"),
                instant(row, "opened_at"),
                row.getLocalDate("deadline"),
                instant(row, "overdue_from"),
                State.valueOf(row.getString("state")),
                settled == null ? null : settled.toInstant(),
                row.getLong("settled_batch"));
    }

    private static Word word(Row row) {
        String actor = row.getString("actor");
        return new Word(
                instant(row, "at"),
                actor.substring(0, actor.indexOf(':')),
                actor,
                row.getString("said"),
                row.getString("reason"),
                row.getLong("batch"));
    }

    private static Place place(Row row) {
        return new Place(row.getLong("batch"), row.getInteger("part"), row.getInteger("line"));
    }

    private static Found found(Row row) {
        return new Found(
                row.getInteger("scope"),
                row.getUUID("row_key"),
                new PersonKey(row.getUUID("person")),
                row.getLong("hash"),
                row.getLong("batch"),
                row.getInteger("line"),
                row.getString("attributes"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
