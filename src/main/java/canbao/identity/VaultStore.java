package canbao.identity;

import canbao.crypto.Seal;
import canbao.io.Database;
import canbao.model.Identity;
import canbao.model.PersonKey;
import canbao.model.batch.SightingFrom;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes persons from sightings and keeps one sealed record of each. A person's key is made once from the first evidence,
 * so that the same evidence after a restore gives the same key: it is the first certificate's key, and the certificate
 * table leads every other one to it.
 */
public final class VaultStore {
    // Keys that lead to another person than the one made from them.
    private static final String ALIASES = "SELECT key, person FROM certificate WHERE key = ANY($1)";
    private static final String LOCK =
            "SELECT person, sealed FROM vault WHERE person = ANY($1) ORDER BY person FOR UPDATE";
    private static final String READ = "SELECT person, sealed FROM vault WHERE person = ANY($1)";
    private static final String ADD = """
            INSERT INTO vault (person, sealed) SELECT * FROM unnest($1::uuid[], $2::bytea[])
            ON CONFLICT DO NOTHING RETURNING person
            """;
    private static final String UPDATE = """
            UPDATE vault SET sealed = new.sealed FROM unnest($1::uuid[], $2::bytea[]) AS new(person, sealed)
            WHERE vault.person = new.person
            """;

    private final Database database;
    private final Seal seal;

    public VaultStore(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /** The person of each sighting, in order; unknown ones are made. Committed at once: a person without facts is harmless. */
    public List<PersonKey> enrol(List<SightingFrom> sightings) {
        UUID[] keys = sightings.stream()
                .map(from -> from.sighting().certificateKey())
                .distinct()
                .sorted(VaultStore::compare)
                .toArray(UUID[]::new);
        return database.inTransaction(transaction -> {
            Map<UUID, UUID> aliases = aliases(transaction, keys);
            List<PersonKey> found = new ArrayList<>(sightings.size());
            Map<UUID, List<SightingFrom>> byPerson = new TreeMap<>(VaultStore::compare);
            for (SightingFrom from : sightings) {
                UUID certificate = from.sighting().certificateKey();
                UUID person = aliases.getOrDefault(certificate, certificate);
                found.add(new PersonKey(person));
                byPerson.computeIfAbsent(person, key -> new ArrayList<>(1)).add(from);
            }
            merge(transaction, byPerson);
            return found;
        });
    }

    /** Name, number and phone of each person, for the moment of sending; persons without a record are left out. */
    public Map<PersonKey, Identity> identities(Collection<PersonKey> persons) {
        UUID[] keys = persons.stream().map(PersonKey::value).toArray(UUID[]::new);
        Seal opener = seal.copy();
        Map<PersonKey, Identity> identities = new HashMap<>();
        for (Row row : database.run(READ, Tuple.of((Object) keys))) {
            UUID person = row.getUUID(0);
            byte[] plain = opener.open(row.getBuffer(1).getBytes(), label(person));
            identities.put(new PersonKey(person), VaultRecord.of(plain).identity());
        }
        return identities;
    }

    private static Map<UUID, UUID> aliases(SqlConnection transaction, UUID[] keys) {
        Map<UUID, UUID> aliases = new HashMap<>();
        for (Row row : Database.run(transaction, ALIASES, Tuple.of((Object) keys))) {
            aliases.put(row.getUUID(0), row.getUUID(1));
        }
        return aliases;
    }

    private void merge(SqlConnection transaction, Map<UUID, List<SightingFrom>> byPerson) {
        Seal cipher = seal.copy();
        Map<UUID, List<SightingFrom>> left = byPerson;
        while (!left.isEmpty()) {
            Map<UUID, VaultRecord> known = lock(transaction, left.keySet(), cipher);
            Map<UUID, VaultRecord> updated = new TreeMap<>(VaultStore::compare);
            Map<UUID, VaultRecord> added = new TreeMap<>(VaultStore::compare);
            left.forEach((person, sightings) -> {
                VaultRecord record = known.getOrDefault(person, new VaultRecord());
                boolean news = false;
                for (SightingFrom from : sightings) {
                    news |= record.merge(from);
                }
                if (news) {
                    (known.containsKey(person) ? updated : added).put(person, record);
                }
            });
            write(transaction, UPDATE, updated, cipher);
            Set<UUID> raced = new HashSet<>(added.keySet());
            raced.removeAll(write(transaction, ADD, added, cipher));
            Map<UUID, List<SightingFrom>> again = new TreeMap<>(VaultStore::compare);
            // Another transaction made these records meanwhile: read them and merge again.
            raced.forEach(person -> again.put(person, byPerson.getOrDefault(person, List.of())));
            left = again;
        }
    }

    private static Map<UUID, VaultRecord> lock(SqlConnection transaction, Set<UUID> persons, Seal cipher) {
        Map<UUID, VaultRecord> records = HashMap.newHashMap(persons.size());
        for (Row row : Database.run(transaction, LOCK, Tuple.of((Object) persons.toArray(UUID[]::new)))) {
            UUID person = row.getUUID(0);
            records.put(person, VaultRecord.of(cipher.open(row.getBuffer(1).getBytes(), label(person))));
        }
        return records;
    }

    private static Set<UUID> write(SqlConnection transaction, String sql, Map<UUID, VaultRecord> records, Seal cipher) {
        if (records.isEmpty()) {
            return Set.of();
        }
        UUID[] persons = records.keySet().toArray(UUID[]::new);
        Buffer[] sealed = records.entrySet().stream()
                .map(record -> Buffer.buffer(cipher.seal(record.getValue().toBytes(), label(record.getKey()))))
                .toArray(Buffer[]::new);
        Set<UUID> written = new HashSet<>();
        for (Row row : Database.run(transaction, sql, Tuple.of(persons, (Object) sealed))) {
            written.add(row.getUUID(0));
        }
        return written;
    }

    private static byte[] label(UUID person) {
        return ByteBuffer.allocate(16)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array();
    }

    private static int compare(UUID left, UUID right) {
        return new PersonKey(left).compareTo(new PersonKey(right));
    }
}
