package canbao.registry;

import canbao.io.Database;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what all agencies currently say of a person, with the revision at which they do. */
public final class FactStore {
    // A person's revision is the newest at which any of his rows, withdrawn ones too, was written.
    private static final String READ = """
            SELECT fact.person, applied.revision, fact.withdrawn, scope.kind, scope.feed, scope.name, fact.attributes::text,
                   fact.version, fact.batch, fact.line, fact.row_key
            FROM fact JOIN scope ON scope.id = fact.scope JOIN applied ON applied.batch = fact.batch
            WHERE fact.person = ANY($1)
            """;
    // Whatever order rows come in, a person's facts and what is said of them stand in one order.
    private static final Comparator<Sorted> ORDER = Comparator.comparing(
                    (Sorted f) -> f.fact.feed().toString())
            .thenComparing(f -> f.fact.scope())
            .thenComparing(Sorted::rowKey);
    private static final String REPUBLISH = """
            WITH subject AS (
              SELECT person, max(revision) AS revision FROM fact JOIN applied USING (batch) GROUP BY person),
            numbered AS (
              SELECT person, revision, get_byte(uuid_send(person), 15) % $2 AS part,
                     (row_number() OVER (PARTITION BY get_byte(uuid_send(person), 15) % $2) - 1) / 500 AS bundle
              FROM subject)
            INSERT INTO outbox (topic, part, payload)
            SELECT $1, part, string_agg(uuid_send(person) || int8send(revision), ''::bytea)
            FROM numbered GROUP BY part, bundle
            """;

    private final Database database;

    public FactStore(Database database) {
        this.database = database;
    }

    /** The facts of each person; persons of whom nothing was ever said are left out. */
    public Map<PersonKey, PersonFacts> read(Collection<PersonKey> persons) {
        UUID[] keys = persons.stream().map(PersonKey::value).toArray(UUID[]::new);
        Map<UUID, Long> revisions = HashMap.newHashMap(keys.length);
        Map<UUID, List<Sorted>> facts = HashMap.newHashMap(keys.length);
        for (Row row : database.run(READ, Tuple.of((Object) keys))) {
            UUID person = row.getUUID(0);
            revisions.merge(person, row.getLong(1), Math::max);
            if (!row.getBoolean(2)) {
                facts.computeIfAbsent(person, key -> new ArrayList<>(2)).add(new Sorted(fact(row), row.getUUID(10)));
            }
        }
        Map<PersonKey, PersonFacts> result = HashMap.newHashMap(revisions.size());
        revisions.forEach((key, revision) -> {
            PersonKey person = new PersonKey(key);
            result.put(person, new PersonFacts(person, revision, sorted(facts.getOrDefault(key, List.of()))));
        });
        return result;
    }

    private record Sorted(Fact fact, UUID rowKey) {}

    private static List<Fact> sorted(List<Sorted> facts) {
        if (facts.size() > 1) {
            facts.sort(ORDER);
        }
        return facts.stream().map(Sorted::fact).toList();
    }

    /** Announces everybody again, after Kafka lost records; who is decided already is skipped by the engine. */
    public void republish(String topic, int partitions) {
        database.run(REPUBLISH, Tuple.of(topic, partitions));
    }

    private static Fact fact(Row row) {
        Map<String, String> attributes = new HashMap<>();
        new JsonObject(row.getString(6))
                .forEach(entry -> attributes.put(entry.getKey(), String.valueOf(entry.getValue())));
        return new Fact(
                FactKind.valueOf(row.getString(3)),
                FeedId.of(row.getString(4)),
                row.getString(5),
                attributes,
                row.getOffsetDateTime(7).toInstant(),
                row.getLong(8),
                row.getInteger(9));
    }
}
