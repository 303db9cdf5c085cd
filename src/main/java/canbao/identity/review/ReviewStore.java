package canbao.identity.review;

import canbao.identity.review.Review.State;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The review list, kept in step with what the vault holds. */
public final class ReviewStore {
    private static final String COLUMNS =
            "id, person, feed, kind, words, current, state, opened_at, closed_at, closed_by, reason";
    private static final String OF =
            "SELECT " + COLUMNS + " FROM person_review WHERE person = ANY(?) ORDER BY id FOR UPDATE";
    private static final String OPEN =
            "INSERT INTO person_review (person, feed, kind, words) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String PAST = """
            UPDATE person_review SET current = false,
                state = CASE state WHEN 'OPEN' THEN 'CORRECTED' ELSE state END,
                closed_at = CASE state WHEN 'OPEN' THEN clock_timestamp() ELSE closed_at END,
                closed_by = CASE state WHEN 'OPEN' THEN ? ELSE closed_by END
            WHERE id = ?
            """;
    private static final String AGAIN = """
            UPDATE person_review SET current = true, state = ?,
                closed_at = CASE WHEN ? = 'OPEN' THEN NULL ELSE closed_at END,
                closed_by = CASE WHEN ? = 'OPEN' THEN NULL ELSE closed_by END
            WHERE id = ?
            """;
    private static final String LIST = "SELECT " + COLUMNS + """
             FROM person_review WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3
            """;
    private static final String ONE = "SELECT " + COLUMNS + " FROM person_review WHERE id = $1";
    private static final String OF_PERSONS = "SELECT " + COLUMNS + """
             FROM person_review WHERE person = ANY($1) AND opened_at < $2 ORDER BY id
            """;
    private static final String DENIED =
            "SELECT person, feed FROM person_review WHERE person = ANY($1) AND current AND state = 'OTHER_PERSON'";
    private static final String DOUBTED =
            "SELECT person, feed FROM person_review WHERE person = ANY($1) AND current AND state = 'OPEN'";
    // What a death, a payment or cover elsewhere would keep from being asked for.
    private static final String SPARED = """
            SELECT one.person FROM unnest($1::uuid[]) AS one(person)
            WHERE EXISTS (
              SELECT 1 FROM person_review AS r JOIN scope AS s ON s.feed = r.feed
              WHERE (r.person = one.person OR r.person IN (SELECT a.person FROM person_alias AS a WHERE a.kept = one.person))
                AND r.current AND r.state = 'OPEN' AND s.kind IN ('LIFE_EVENT', 'COVERAGE', 'PAYMENT'))
            """;
    private static final String DECIDE = """
            UPDATE person_review SET state = ?, closed_at = clock_timestamp(), closed_by = ?, reason = ?
            WHERE id = ? AND current AND state IN ('OPEN', 'SAME_PERSON', 'OTHER_PERSON') AND state <> ?
            """;
    private static final String SET_ASIDE = """
            INSERT INTO fact_aside (scope, row_key, hash, person, review)
            SELECT fact.scope, fact.row_key, fact.hash, fact.person, ?
            FROM fact JOIN scope ON scope.id = fact.scope
            WHERE fact.person = ? AND scope.feed = ? AND NOT fact.withdrawn
            ON CONFLICT (scope, row_key, hash) DO UPDATE SET person = excluded.person, review = excluded.review
            """;
    private static final Actor ITSELF = Actor.hub("identity");

    private final Database database;

    public ReviewStore(Database database) {
        this.database = database;
    }

    /** What is found of a person now, and which sources just spoke. */
    public record Found(List<Finding> findings, Set<FeedId> spoke) {
        public Found {
            findings = List.copyOf(findings);
            spoke = Set.copyOf(spoke);
        }
    }

    /** Opens, closes and reopens what must be, in the transaction that changes the vault. */
    public static void reconcile(Bulk transaction, Map<UUID, Found> found) {
        if (found.isEmpty()) {
            return;
        }
        Map<UUID, List<Review>> known = new HashMap<>();
        transaction.query(
                OF,
                row -> {
                    Review review = read(row);
                    known.computeIfAbsent(review.person().value(), key -> new ArrayList<>())
                            .add(review);
                },
                (Object) found.keySet().toArray(UUID[]::new));
        found.forEach((person, now) -> reconcile(transaction, person, now, known.getOrDefault(person, List.of())));
    }

    private static void reconcile(Bulk transaction, UUID person, Found now, List<Review> known) {
        Set<UUID> accepted = new HashSet<>();
        for (Review review : known) {
            Optional<Finding> still = now.findings.stream()
                    .filter(finding -> isOf(finding, review))
                    .findFirst();
            if (still.isPresent()) {
                again(transaction, review, now);
            } else if (review.current()) {
                transaction.run(PAST, ITSELF.toString(), review.id());
            }
            if (review.state() == State.SAME_PERSON) {
                accepted.add(review.words());
            }
        }
        for (Finding finding : now.findings) {
            boolean judged = accepted.contains(finding.words());
            if (!judged && known.stream().noneMatch(review -> isOf(finding, review))) {
                transaction.run(
                        OPEN, person, finding.feed().toString(), finding.kind().name(), finding.words());
            }
        }
    }

    /** What people decided stands, except that a row which changed is no longer the one that was set aside. */
    private static void again(Bulk transaction, Review review, Found now) {
        State next = switch (review.state()) {
            case OPEN, CORRECTED -> State.OPEN;
            case SAME_PERSON -> State.SAME_PERSON;
            case OTHER_PERSON -> now.spoke.contains(review.feed()) ? State.OPEN : State.OTHER_PERSON;
        };
        if (!review.current() || next != review.state()) {
            transaction.run(AGAIN, next.name(), next.name(), next.name(), review.id());
        }
    }

    private static boolean isOf(Finding finding, Review review) {
        return finding.feed().equals(review.feed()) && finding.words().equals(review.words());
    }

    /** Reviews of one state after a number, oldest first. */
    public List<Review> list(State state, long after, int limit) {
        return reviews(LIST, Tuple.of(state.name(), after, limit));
    }

    public Optional<Review> find(long id) {
        return reviews(ONE, Tuple.of(id)).stream().findFirst();
    }

    /** Everything ever found of these persons before a moment. */
    public List<Review> of(Collection<PersonKey> persons, Instant before) {
        UUID[] keys = persons.stream().map(PersonKey::value).toArray(UUID[]::new);
        return reviews(OF_PERSONS, Tuple.of(keys, before.atOffset(ZoneOffset.UTC)));
    }

    /** Sources whose word on a person was found to be of somebody else. */
    public Map<UUID, Set<String>> denied(Collection<UUID> persons) {
        return feeds(DENIED, persons);
    }

    /** Sources of which nobody has decided yet whether their word on a person is of somebody else. */
    public Map<UUID, Set<String>> doubted(Collection<UUID> persons) {
        return feeds(DOUBTED, persons);
    }

    /** Who may be dead, paid for or covered, under any of his numbers, if a source under review is right. */
    public Set<PersonKey> spared(Collection<PersonKey> persons) {
        Set<PersonKey> spared = new HashSet<>();
        UUID[] keys = persons.stream().map(PersonKey::value).toArray(UUID[]::new);
        for (Row row : database.run(SPARED, Tuple.of((Object) keys))) {
            spared.add(new PersonKey(row.getUUID(0)));
        }
        return spared;
    }

    private Map<UUID, Set<String>> feeds(String sql, Collection<UUID> persons) {
        Map<UUID, Set<String>> feeds = new HashMap<>();
        for (Row row : database.run(sql, Tuple.of(persons.toArray(UUID[]::new)))) {
            feeds.computeIfAbsent(row.getUUID(0), key -> new HashSet<>()).add(row.getString(1));
        }
        return feeds;
    }

    /** Notes what somebody decided; false when it is decided so already or the source no longer says so. */
    static boolean decide(Bulk transaction, Review review, State decision, Actor actor, String reason) {
        boolean done =
                transaction.run(DECIDE, decision.name(), actor.toString(), reason, review.id(), decision.name()) == 1;
        if (done && decision == State.OTHER_PERSON) {
            transaction.run(
                    SET_ASIDE,
                    review.id(),
                    review.person().value(),
                    review.feed().toString());
        }
        return done;
    }

    private List<Review> reviews(String sql, Tuple values) {
        return database.run(sql, values).stream().map(ReviewStore::read).toList();
    }

    private static Review read(Row row) {
        return new Review(
                row.getLong(0),
                new PersonKey(row.getUUID(1)),
                FeedId.of(row.getString(2)),
                Finding.Kind.valueOf(row.getString(3)),
                row.getUUID(4),
                row.getBoolean(5),
                State.valueOf(row.getString(6)),
                row.getOffsetDateTime(7).toInstant(),
                instant(row.getOffsetDateTime(8)),
                row.getString(9),
                row.getString(10));
    }

    private static Review read(ResultSet row) throws SQLException {
        @Nullable Timestamp closed = row.getTimestamp(9);
        return new Review(
                row.getLong(1),
                new PersonKey(row.getObject(2, UUID.class)),
                FeedId.of(row.getString(3)),
                Finding.Kind.valueOf(row.getString(4)),
                row.getObject(5, UUID.class),
                row.getBoolean(6),
                State.valueOf(row.getString(7)),
                row.getTimestamp(8).toInstant(),
                closed == null ? null : closed.toInstant(),
                row.getString(10),
                row.getString(11));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
