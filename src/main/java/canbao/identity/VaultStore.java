package canbao.identity;

import canbao.crypto.Seal;
import canbao.identity.person.ClusterStore;
import canbao.identity.person.Clusters;
import canbao.identity.review.Finding;
import canbao.identity.review.ReviewStore;
import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.io.Database;
import canbao.model.Identity;
import canbao.model.PersonKey;
import canbao.model.batch.SightingFrom;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes persons from sightings and keeps one sealed record of each. A person's key is made once from the first evidence,
 * so that the same evidence after a restore gives the same key: it is the first certificate's key, and the certificate
 * table leads every other one to it.
 */
public final class VaultStore {
    // Keys that lead to another person than the one made from them.
    private static final String ALIASES = "SELECT key, person FROM certificate WHERE key = ANY(?)";
    private static final String LOCK =
            "SELECT person, sealed FROM vault WHERE person = ANY(?) ORDER BY person FOR UPDATE";
    private static final String READ = "SELECT person, sealed FROM vault WHERE person = ANY($1)";
    private static final String FIND =
            "SELECT person FROM vault WHERE person = coalesce((SELECT person FROM certificate WHERE key = $1), $1)";
    private static final String UPDATE = """
            UPDATE vault SET sealed = new.sealed FROM unnest(?::uuid[], ?::bytea[]) AS new(person, sealed)
            WHERE vault.person = new.person
            """;

    private static final int ATTEMPTS = 10;

    private final Database database;
    private final Seal seal;
    private final @Nullable Judges judges;
    private final ClusterStore clusters;
    private final ReviewStore reviews;

    /** A vault that compares no sources. */
    public VaultStore(Database database, Seal seal) {
        this(database, seal, null);
    }

    /** @param judges who says of a source otherwise than these is put on the review list */
    public VaultStore(Database database, Seal seal, @Nullable Judges judges) {
        this.database = database;
        this.seal = seal;
        this.judges = judges;
        this.clusters = new ClusterStore(database);
        this.reviews = new ReviewStore(database);
    }

    /** The person of each sighting, in order; unknown ones are made. Committed at once: a person without facts is harmless. */
    public List<PersonKey> enrol(List<SightingFrom> sightings) {
        for (int attempt = 1; true; attempt++) {
            try {
                return enrolOnce(sightings);
            } catch (Database.BulkFailure e) {
                // Two made the same person at the same moment; the later one finds him now.
                if (!e.isConflict() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private List<PersonKey> enrolOnce(List<SightingFrom> sightings) {
        UUID[] keys = sightings.stream()
                .map(from -> from.sighting().certificateKey())
                .distinct()
                .toArray(UUID[]::new);
        return database.inBulk(transaction -> {
            Map<UUID, UUID> aliases = aliases(transaction, keys);
            List<PersonKey> found = new ArrayList<>(sightings.size());
            Map<UUID, List<SightingFrom>> byPerson = new TreeMap<>(PersonKey::compare);
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
        Clusters who = clusters.read(persons);
        Collection<PersonKey> all = who.isPlain() ? persons : who.with(persons);
        Map<UUID, VaultRecord> records = open(all);
        Map<UUID, Set<String>> denied = who.isPlain() ? Map.of() : reviews.denied(records.keySet());
        KnownPeople people = new KnownPeople(records, who, denied, judges);
        Map<PersonKey, Identity> identities = HashMap.newHashMap(records.size());
        for (PersonKey person : persons) {
            people.identity(person).ifPresent(identity -> identities.put(person, identity));
        }
        return identities;
    }

    /** One source's word on a person, in the clear; empty texts where it says nothing. */
    public record Word(String source, Instant version, String name, String phone, String birth) {
        @Override
        public String toString() {
            return "Word[" + source + "]";
        }
    }

    /** What every source says of a person, under his own number only. */
    public List<Word> words(PersonKey person) {
        VaultRecord record = open(List.of(person)).get(person.value());
        return record == null
                ? List.of()
                : record.words().stream()
                        .map(word -> new Word(
                                word.source(),
                                Instant.ofEpochMilli(word.version()),
                                word.name(),
                                word.phone(),
                                word.birth()))
                        .toList();
    }

    /** Who is not asked for money while a source that may speak of him is under review. */
    public Set<PersonKey> spared(Collection<PersonKey> persons) {
        return reviews.spared(persons);
    }

    /** Whether a source is a population register. */
    public boolean judges(String source) {
        return judges != null && judges.judges(source);
    }

    /** Who has this certificate, if anybody was ever seen with it. */
    public Optional<PersonKey> find(UUID certificateKey) {
        for (Row row : database.run(FIND, Tuple.of(certificateKey))) {
            return Optional.of(new PersonKey(row.getUUID(0)));
        }
        return Optional.empty();
    }

    /** Whether the register names the two differently. */
    public boolean differ(PersonKey one, PersonKey other) {
        Map<UUID, VaultRecord> records = open(List.of(one, other));
        Judges register = judges;
        if (register == null || records.size() < 2) {
            return false;
        }
        List<String> names = records.values().stream()
                .flatMap(record -> record.judged(register).stream())
                .map(VaultRecord.Word::name)
                .toList();
        return names.size() == 2 && !Names.same(names.getFirst(), names.getLast());
    }

    private Map<UUID, VaultRecord> open(Collection<PersonKey> persons) {
        UUID[] keys = persons.stream().map(PersonKey::value).toArray(UUID[]::new);
        Seal opener = seal.copy();
        Map<UUID, VaultRecord> records = HashMap.newHashMap(keys.length);
        for (Row row : database.run(READ, Tuple.of((Object) keys))) {
            UUID person = row.getUUID(0);
            records.put(person, VaultRecord.of(opener.open(row.getBuffer(1).getBytes(), label(person))));
        }
        return records;
    }

    private static Map<UUID, UUID> aliases(Bulk transaction, UUID[] keys) {
        Map<UUID, UUID> aliases = new HashMap<>();
        transaction.query(
                ALIASES, row -> aliases.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)), (Object) keys);
        return aliases;
    }

    private void merge(Bulk transaction, Map<UUID, List<SightingFrom>> byPerson) {
        Seal cipher = seal.copy();
        Map<UUID, VaultRecord> known = lock(transaction, byPerson.keySet(), cipher);
        Map<UUID, byte[]> updated = new LinkedHashMap<>();
        Map<UUID, byte[]> added = new LinkedHashMap<>();
        Map<UUID, ReviewStore.Found> found = new TreeMap<>(PersonKey::compare);
        byPerson.forEach((person, sightings) -> {
            @Nullable VaultRecord before = known.get(person);
            VaultRecord record = before == null ? new VaultRecord() : before;
            boolean news = false;
            for (SightingFrom from : sightings) {
                news |= record.merge(from);
            }
            if (news) {
                (before == null ? added : updated).put(person, cipher.seal(record.toBytes(), label(person)));
                judge(record, sightings, before == null).ifPresent(result -> found.put(person, result));
            }
        });
        write(transaction, updated, added);
        ReviewStore.reconcile(transaction, found);
    }

    /** What is found of a record now; nothing of a new one that is sound, because nothing can have been found before. */
    private Optional<ReviewStore.Found> judge(VaultRecord record, List<SightingFrom> sightings, boolean isNew) {
        if (judges == null) {
            return Optional.empty();
        }
        List<Finding> findings = record.findings(judges);
        return isNew && findings.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReviewStore.Found(
                        findings, sightings.stream().map(SightingFrom::source).collect(Collectors.toSet())));
    }

    private static void write(Bulk transaction, Map<UUID, byte[]> updated, Map<UUID, byte[]> added) {
        if (!updated.isEmpty()) {
            transaction.run(
                    UPDATE,
                    updated.keySet().toArray(UUID[]::new),
                    updated.values().toArray(byte[][]::new));
        }
        if (!added.isEmpty()) {
            try (CopyWriter rows = transaction.copyIn("vault (person, sealed)")) {
                added.forEach((person, bytes) -> rows.row(2).uuid(person).bytes(bytes));
            }
        }
    }

    private static Map<UUID, VaultRecord> lock(Bulk transaction, Set<UUID> persons, Seal cipher) {
        Map<UUID, VaultRecord> records = HashMap.newHashMap(persons.size());
        transaction.query(
                LOCK,
                row -> {
                    UUID person = row.getObject(1, UUID.class);
                    records.put(person, VaultRecord.of(cipher.open(row.getBytes(2), label(person))));
                },
                (Object) persons.toArray(UUID[]::new));
        return records;
    }

    private static byte[] label(UUID person) {
        return ByteBuffer.allocate(16)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array();
    }
}
