package canbao.registry;

import canbao.identity.person.ClusterStore;
import canbao.identity.person.Clusters;
import canbao.identity.review.ReviewStore;
import canbao.io.Database;
import canbao.model.CurrentFacts;
import canbao.model.CurrentFacts.Former;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * Reads what all agencies currently say of a person, with the revision at which they do. Persons that are one are read as
 * one, under the one that is kept; rows that were found to speak of somebody else are left out.
 * What would cost him his cover is left out already while nobody has decided whether it speaks of him.
 */
public final class FactStore {
    /** The attribute in which a register's row names the person under a former number. */
    public static final String FORMER = "formerPerson";

    // A person's revision is the newest at which any of his rows, withdrawn ones too, was written.
    private static final String READ = """
            SELECT fact.person, applied.revision, %s, fact.scope, fact.attributes::text,
                   fact.version, fact.batch, fact.line, fact.row_key
            FROM fact JOIN applied ON applied.batch = fact.batch
            WHERE fact.person = ANY($1)
            """;
    private static final String PLAIN = READ.formatted("fact.withdrawn");
    // Asked only where something belongs to a person that was changed by hand.
    private static final String CAREFUL = READ.formatted("""
            fact.withdrawn OR EXISTS (
              SELECT 1 FROM fact_aside AS a JOIN person_review AS r ON r.id = a.review
              WHERE a.scope = fact.scope AND a.row_key = fact.row_key AND a.hash = fact.hash
                AND r.current AND r.state = 'OTHER_PERSON')
            """);
    // Whatever order rows come in, a person's facts and what is said of them stand in one order.
    private static final Comparator<Sorted> ORDER = Comparator.comparingInt((Sorted f) -> f.fact.precedence())
            .thenComparing(f -> f.fact.feed().toString())
            .thenComparing(f -> f.fact.scope())
            .thenComparing(Sorted::rowKey);
    private static final String SOURCES = "SELECT id, kind, feed, name FROM scope WHERE id = ANY($1)";
    private static final String REPUBLISH = """
            WITH subject AS (
              SELECT person, max(revision) AS revision FROM (
                SELECT person, revision FROM fact JOIN applied USING (batch)
                UNION ALL SELECT person, revision FROM identity_turn) AS said GROUP BY person),
            numbered AS (
              SELECT person, revision, get_byte(uuid_send(person), 0) * $2 / 256 AS part,
                     (row_number() OVER (ORDER BY person) - 1) / 500 AS bundle
              FROM subject)
            INSERT INTO outbox (topic, part, payload)
            SELECT $1, part, string_agg(uuid_send(person) || int8send(revision), ''::bytea)
            FROM numbered GROUP BY part, bundle
            """;

    // A fault names its place, and never what stands there.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final String COUNT = "SELECT count(*) FROM (SELECT DISTINCT person FROM fact) AS everybody";
    private static final String PAGE =
            "SELECT DISTINCT person FROM fact WHERE person > $1 AND person <= $2 ORDER BY person LIMIT $3";

    private final Database database;
    private final ClusterStore clusters;
    private final ReviewStore reviews;
    private final ToIntFunction<FeedId> precedence;
    // A scope's name never changes, and there are some hundreds of them.
    private final Map<Integer, Source> sources = new ConcurrentHashMap<>();

    private record Source(FactKind kind, FeedId feed, String scope) {}

    public FactStore(Database database) {
        this(database, feed -> Fact.ORDINARY);
    }

    /** @param precedence of sources that contradict one another the smaller one decides */
    public FactStore(Database database, ToIntFunction<FeedId> precedence) {
        this.database = database;
        this.clusters = new ClusterStore(database);
        this.reviews = new ReviewStore(database);
        this.precedence = precedence;
    }

    /** The facts of each person; persons of whom nothing was ever said are left out. */
    public Map<PersonKey, PersonFacts> read(Collection<PersonKey> persons) {
        return current(persons).people();
    }

    /** The facts of each person, and as of when they are his. */
    public CurrentFacts current(Collection<PersonKey> persons) {
        // Before the facts: a change in between is noticed when what follows is posted.
        Clusters who = clusters.read(persons);
        Collection<PersonKey> all = who.isPlain() ? persons : who.with(persons);
        UUID[] keys = all.stream().map(PersonKey::value).toArray(UUID[]::new);
        Map<PersonKey, Gathered> gathered = HashMap.newHashMap(keys.length);
        List<Former> formers = new ArrayList<>(0);
        List<Taking> taking = new ArrayList<>(0);
        RowSet<Row> rows = database.run(who.isPlain() ? PLAIN : CAREFUL, Tuple.of((Object) keys));
        learnSources(rows);
        for (Row row : rows) {
            PersonKey person = new PersonKey(row.getUUID(0));
            Gathered one = gathered.computeIfAbsent(who.keptOf(person), key -> new Gathered());
            one.revision = Math.max(one.revision, row.getLong(1));
            if (!row.getBoolean(2)) {
                Fact fact = fact(row);
                if (takesAway(fact)) {
                    taking.add(new Taking(person, one, new Sorted(fact, row.getUUID(8))));
                } else {
                    one.facts.add(new Sorted(fact, row.getUUID(8)));
                }
                String former = fact.attributes().get(FORMER);
                if (former != null) {
                    formers.add(new Former(person, PersonKey.of(former), fact.evidence()));
                }
            }
        }
        heard(taking).forEach(fact -> fact.whose.facts.add(fact.fact));
        who.turns().forEach((person, turn) -> {
            Gathered one = gathered.get(who.keptOf(person));
            if (one != null) {
                one.revision = Math.max(one.revision, turn);
            }
        });
        Map<PersonKey, PersonFacts> people = HashMap.newHashMap(gathered.size());
        gathered.forEach((person, one) -> people.put(
                person,
                new PersonFacts(
                        person, one.revision, sorted(one.facts), who.isPlain() ? List.of() : who.others(person))));
        return new CurrentFacts(people, who.turn(), formers);
    }

    private static final class Gathered {
        private final List<Sorted> facts = new ArrayList<>(2);
        private long revision;
    }

    private record Sorted(Fact fact, UUID rowKey) {}

    /** A fact that, if it were of somebody else, would cost this person his cover. */
    private record Taking(PersonKey person, Gathered whose, Sorted fact) {}

    /** A death, a departure, and cover by somebody else; what grants cover, and payments, count in doubt too. */
    private static boolean takesAway(Fact fact) {
        return switch (fact.kind()) {
            case LIFE_EVENT ->
                fact.get("event").equals("DEATH") || fact.get("event").equals("MOVE_OUT");
            case COVERAGE -> true;
            case HARDSHIP, PUPIL, PAYMENT, ANSWER, COST, VISIT, UNPAID_REASON, REGISTER, APPROPRIATION -> false;
        };
    }

    /** Those whose source is not under review for speaking of somebody else. */
    private List<Taking> heard(List<Taking> taking) {
        if (taking.isEmpty()) {
            return taking;
        }
        Map<UUID, Set<String>> doubted =
                reviews.doubted(taking.stream().map(one -> one.person.value()).toList());
        return taking.stream()
                .filter(one -> !doubted.getOrDefault(one.person.value(), Set.of())
                        .contains(one.fact.fact.feed().toString()))
                .toList();
    }

    private static List<Fact> sorted(List<Sorted> facts) {
        if (facts.size() > 1) {
            facts.sort(ORDER);
        }
        return facts.stream().map(Sorted::fact).toList();
    }

    /** Of how many persons anything was ever said. */
    public long count() {
        return database.run(COUNT).iterator().next().getLong(0);
    }

    /** Persons of whom anything was ever said, in their order: after one of them, up to another. */
    public List<PersonKey> page(UUID after, UUID upTo, int limit) {
        return database.run(PAGE, Tuple.of(after, upTo, limit)).stream()
                .map(row -> new PersonKey(row.getUUID(0)))
                .toList();
    }

    /** Announces everybody again, after Kafka lost records; who is decided already is skipped by the engine. */
    public void republish(String topic, int partitions) {
        database.run(REPUBLISH, Tuple.of(topic, partitions));
    }

    private void learnSources(RowSet<Row> rows) {
        Set<Integer> unknown = new HashSet<>();
        for (Row row : rows) {
            if (!sources.containsKey(row.getInteger(3))) {
                unknown.add(row.getInteger(3));
            }
        }
        if (!unknown.isEmpty()) {
            for (Row row : database.run(SOURCES, Tuple.of(unknown.toArray(Integer[]::new)))) {
                FactKind kind = FactKind.valueOf(row.getString(1));
                sources.put(row.getInteger(0), new Source(kind, FeedId.of(row.getString(2)), row.getString(3)));
            }
        }
    }

    private Fact fact(Row row) {
        Source source = Objects.requireNonNull(sources.get(row.getInteger(3)));
        return new Fact(
                source.kind(),
                source.feed(),
                source.scope(),
                attributes(row.getString(4)),
                row.getOffsetDateTime(5).toInstant(),
                row.getLong(6),
                row.getInteger(7),
                precedence.applyAsInt(source.feed()));
    }

    /** Attributes as the registry writes them: an object of texts. */
    static Map<String, String> attributes(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            Map<String, String> attributes = new HashMap<>();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                attributes.put(name, parser.getText());
            }
            return attributes;
        } catch (IOException e) {
            throw new UncheckedIOException("a fact's attributes are no object of texts", e);
        }
    }
}
