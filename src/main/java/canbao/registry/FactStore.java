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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what all agencies currently say of a person, with the revision at which they do. */
public final class FactStore {
    // One statement, so that facts and revision are of one moment.
    private static final String READ = """
            SELECT subject.person, subject.revision, scope.kind, scope.feed, scope.name,
                   fact.attributes::text, fact.version, fact.batch, fact.line
            FROM unnest($1::uuid[]) AS asked(person)
            JOIN subject USING (person)
            LEFT JOIN (fact JOIN scope ON scope.id = fact.scope)
              ON fact.person = subject.person AND NOT fact.withdrawn
            ORDER BY subject.person, scope.feed, scope.name, fact.row_key
            """;
    private static final String REPUBLISH = """
            WITH numbered AS (
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
        Map<PersonKey, List<Fact>> facts = HashMap.newHashMap(keys.length);
        Map<PersonKey, Long> revisions = HashMap.newHashMap(keys.length);
        for (Row row : database.run(READ, Tuple.of((Object) keys))) {
            PersonKey person = new PersonKey(row.getUUID(0));
            revisions.put(person, row.getLong(1));
            List<Fact> ofPerson = facts.computeIfAbsent(person, key -> new ArrayList<>(2));
            if (row.getString(2) != null) {
                ofPerson.add(fact(row));
            }
        }
        Map<PersonKey, PersonFacts> result = HashMap.newHashMap(facts.size());
        facts.forEach((person, list) ->
                result.put(person, new PersonFacts(person, revisions.getOrDefault(person, 0L), list)));
        return result;
    }

    /** Announces everybody again, after Kafka lost records; who is decided already is skipped by the engine. */
    public void republish(String topic, int partitions) {
        database.run(REPUBLISH, Tuple.of(topic, partitions));
    }

    private static Fact fact(Row row) {
        Map<String, String> attributes = new HashMap<>();
        new JsonObject(row.getString(5))
                .forEach(entry -> attributes.put(entry.getKey(), String.valueOf(entry.getValue())));
        return new Fact(
                FactKind.valueOf(row.getString(2)),
                FeedId.of(row.getString(3)),
                row.getString(4),
                attributes,
                row.getOffsetDateTime(6).toInstant(),
                row.getLong(7),
                row.getInteger(8));
    }
}
