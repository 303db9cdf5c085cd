package canbao.identity.person;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Looks up clusters; for people who were never linked this costs one search in a small index for all of them. */
public final class ClusterStore {
    private static final String TURNS = """
            SELECT c.revision, t.person
            FROM identity_clock AS c LEFT JOIN identity_turn AS t ON t.person = ANY($1)
            """;
    private static final String CLUSTERS = """
            WITH asked AS (
              SELECT DISTINCT coalesce(a.kept, one.person) AS kept
              FROM unnest($1::uuid[]) AS one(person) LEFT JOIN person_alias AS a USING (person))
            SELECT t.person, asked.kept, t.revision
            FROM asked JOIN person_alias AS a ON a.kept = asked.kept JOIN identity_turn AS t ON t.person = a.person
            UNION ALL
            SELECT t.person, t.person, t.revision FROM asked JOIN identity_turn AS t ON t.person = asked.kept
            """;
    private static final String HOLD = "SELECT revision FROM identity_clock FOR SHARE";
    private static final String TURNED = "SELECT 1 FROM identity_turn WHERE person = ANY(?) AND revision > ? LIMIT 1";

    private final Database database;

    public ClusterStore(Database database) {
        this.database = database;
    }

    public Clusters read(Collection<PersonKey> persons) {
        long turn = 0;
        Map<UUID, Boolean> turned = new HashMap<>();
        for (Row row : database.run(TURNS, Tuple.of(keys(persons)))) {
            turn = row.getLong(0);
            if (row.getUUID(1) != null) {
                turned.put(row.getUUID(1), true);
            }
        }
        Map<PersonKey, PersonKey> kept = new HashMap<>();
        Map<PersonKey, Long> turns = new HashMap<>();
        if (!turned.isEmpty()) {
            UUID[] asked = turned.keySet().toArray(UUID[]::new);
            for (Row row : database.run(CLUSTERS, Tuple.of(asked))) {
                PersonKey person = new PersonKey(row.getUUID(0));
                kept.put(person, new PersonKey(row.getUUID(1)));
                turns.put(person, row.getLong(2));
            }
        }
        return new Clusters(turn, kept, turns);
    }

    /**
     * Keeps everybody who he is until the transaction ends.
     *
     * @return whether any of them was merged or told apart after the given turn: what was read of them counts no more
     */
    public static boolean turned(Bulk transaction, Collection<PersonKey> persons, long since) {
        long[] turn = {0};
        transaction.query(HOLD, row -> turn[0] = row.getLong(1));
        boolean[] turned = {false};
        if (turn[0] != since) {
            transaction.query(TURNED, row -> turned[0] = true, keys(persons), since);
        }
        return turned[0];
    }

    static UUID[] keys(Collection<PersonKey> persons) {
        return persons.stream().map(PersonKey::value).toArray(UUID[]::new);
    }
}
