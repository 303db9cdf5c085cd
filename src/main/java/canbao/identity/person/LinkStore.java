package canbao.identity.person;

import static canbao.identity.person.ClusterStore.keys;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.CurrentFacts.Former;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Links between persons, the aliases that follow from them, and their history. */
public final class LinkStore {
    /** Taken before anything else by whoever changes who is who: one such change after the other. */
    private static final String ALONE = "SELECT revision FROM identity_clock FOR UPDATE";

    private static final String ASK = """
            INSERT INTO person_link (person, other, state, actor, reason) VALUES (?, ?, 'ASKED', ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String ASKED =
            "SELECT person, other, reason FROM person_link WHERE state = 'ASKED' ORDER BY changed_at LIMIT $1";
    private static final String PUT = """
            INSERT INTO person_link (person, other, state, actor, reason) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (person, other) DO UPDATE
            SET state = excluded.state, actor = excluded.actor, reason = excluded.reason, changed_at = clock_timestamp()
            WHERE person_link.state <> excluded.state
            """;
    private static final String CLUSTER = """
            WITH RECURSIVE cluster(person) AS (
              SELECT ?::uuid
              UNION
              SELECT CASE WHEN l.person = c.person THEN l.other ELSE l.person END
              FROM cluster AS c JOIN person_link AS l ON l.state = 'LINKED' AND (l.person = c.person OR l.other = c.person))
            SELECT person FROM cluster
            """;
    private static final String KNOWN = "SELECT person FROM vault WHERE person = ANY(?) ORDER BY person FOR SHARE";
    private static final String DROP_ALIASES = "DELETE FROM person_alias WHERE person = ANY(?)";
    private static final String ADD_ALIASES =
            "INSERT INTO person_alias (person, kept) SELECT person, ? FROM unnest(?::uuid[]) AS one(person)";
    private static final String TURN = """
            INSERT INTO identity_turn (person, revision) SELECT person, ? FROM unnest(?::uuid[]) AS one(person)
            ON CONFLICT (person) DO UPDATE SET revision = excluded.revision
            """;
    private static final String CLOCK = "UPDATE identity_clock SET revision = ?";
    private static final String HISTORY = """
            INSERT INTO person_link_history (person, other, state, kept, actor, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String LINKS = """
            SELECT person, other, state, kept, actor, reason, at, recorded_at FROM person_link_history
            WHERE (person = ANY($1) OR other = ANY($1)) AND recorded_at < $2 ORDER BY id
            """;
    private static final String DOUBTFUL = """
            SELECT person, other, state, actor, reason, changed_at FROM person_link WHERE state = 'DOUBTFUL'
            ORDER BY changed_at LIMIT $1
            """;

    private final Database database;

    public LinkStore(Database database) {
        this.database = database;
    }

    /** What happened to a link, in order. */
    public record Event(
            PersonKey person, PersonKey other, String state, String kept, String actor, String reason, Instant at) {}

    /** Notes what a register says; a pair that was judged before, whichever way, stays as it is. */
    public static void ask(Bulk transaction, Collection<Former> formers) {
        for (Former former : formers) {
            if (!former.person().equals(former.former())) {
                Pair pair = Pair.of(former.person(), former.former());
                transaction.run(
                        ASK, pair.person, pair.other, Actor.hub("identity").toString(), former.evidence());
            }
        }
    }

    /** The smaller key first. */
    record Pair(UUID person, UUID other) {
        static Pair of(PersonKey one, PersonKey other) {
            return one.compareTo(other) < 0
                    ? new Pair(one.value(), other.value())
                    : new Pair(other.value(), one.value());
        }

        PersonKey first() {
            return new PersonKey(person);
        }

        PersonKey second() {
            return new PersonKey(other);
        }
    }

    record Asked(PersonKey person, PersonKey other, String reason) {}

    List<Asked> asked(int limit) {
        return database.run(ASKED, Tuple.of(limit)).stream()
                .map(row -> new Asked(new PersonKey(row.getUUID(0)), new PersonKey(row.getUUID(1)), row.getString(2)))
                .toList();
    }

    /** Nobody else changes who is who until the transaction ends, and no case is posted meanwhile. */
    public static void alone(Bulk transaction) {
        transaction.query(ALONE, row -> {});
    }

    /** Sets a link's state; false when it has that state already. */
    static boolean put(Bulk transaction, Pair pair, String state, Actor actor, String reason) {
        return transaction.run(PUT, pair.person, pair.other, state, actor.toString(), reason) == 1;
    }

    /** Everybody who is one with the person by links that hold, himself included. */
    static Set<PersonKey> cluster(Bulk transaction, PersonKey person) {
        Set<PersonKey> cluster = new TreeSet<>();
        transaction.query(CLUSTER, row -> cluster.add(new PersonKey(row.getObject(1, UUID.class))), person.value());
        return cluster;
    }

    /** Who of these is known, held as they are in one order. */
    static Set<PersonKey> known(Bulk transaction, Collection<PersonKey> persons) {
        Set<PersonKey> known = new TreeSet<>();
        transaction.query(KNOWN, row -> known.add(new PersonKey(row.getObject(1, UUID.class))), (Object) keys(persons));
        return known;
    }

    /** From now on the kept person stands for all of a cluster. */
    static void alias(Bulk transaction, PersonKey kept, Collection<PersonKey> cluster) {
        transaction.run(DROP_ALIASES, (Object) keys(cluster));
        List<PersonKey> others =
                cluster.stream().filter(person -> !person.equals(kept)).toList();
        if (!others.isEmpty()) {
            transaction.run(ADD_ALIASES, kept.value(), keys(others));
        }
    }

    /** Notes that what belongs to these persons changed at that revision. */
    public static void turn(Bulk transaction, Collection<PersonKey> persons, long revision) {
        transaction.run(TURN, revision, keys(persons));
        transaction.run(CLOCK, revision);
    }

    static void history(Bulk transaction, Event event) {
        Pair pair = Pair.of(event.person, event.other);
        transaction.run(
                HISTORY,
                pair.person,
                pair.other,
                event.state,
                event.kept.isEmpty() ? null : UUID.fromString(event.kept),
                event.actor,
                event.reason,
                event.at.atOffset(ZoneOffset.UTC));
    }

    /** What happened to these persons' links before a moment. */
    public List<Event> events(Collection<PersonKey> persons, Instant before) {
        return database.run(LINKS, Tuple.of(keys(persons), before.atOffset(ZoneOffset.UTC))).stream()
                .map(row -> event(row, row.getUUID("kept"), "at"))
                .toList();
    }

    /** Links that a register asks for between people whom the same register names differently. */
    public List<Event> doubtful(int limit) {
        return database.run(DOUBTFUL, Tuple.of(limit)).stream()
                .map(row -> event(row, null, "changed_at"))
                .toList();
    }

    private static Event event(Row row, @org.jspecify.annotations.Nullable UUID kept, String at) {
        return new Event(
                new PersonKey(row.getUUID("person")),
                new PersonKey(row.getUUID("other")),
                row.getString("state"),
                kept == null ? "" : kept.toString(),
                row.getString("actor"),
                row.getString("reason"),
                row.getOffsetDateTime(at).toInstant());
    }
}
