package canbao.registry;

import canbao.io.Bulk;
import canbao.model.PersonKey;
import java.util.Collection;
import java.util.UUID;

/** Wakes persons about whom nothing new was said, but to whom other facts belong than before. */
public final class WakeStore {
    /** Held until the commit, so that revisions become visible in the order of their numbers. */
    private static final String NEXT_REVISION = "UPDATE registry_clock SET revision = revision + 1 RETURNING revision";

    private static final String WAKE = """
            INSERT INTO outbox (topic, part, payload)
            SELECT ?, get_byte(uuid_send(person), 0) * ? / 256, uuid_send(person) || int8send(?)
            FROM unnest(?::uuid[]) AS one(person)
            """;

    private final String topic;
    private final int partitions;

    /** @param topic where changes are announced, and {@code partitions} how many parts it has */
    public WakeStore(String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Announces them when the transaction commits; returns the revision at which. */
    public long wake(Bulk transaction, Collection<PersonKey> persons) {
        long[] revision = {0};
        transaction.query(NEXT_REVISION, row -> revision[0] = row.getLong(1));
        UUID[] keys = persons.stream().map(PersonKey::value).toArray(UUID[]::new);
        transaction.run(WAKE, topic, partitions, revision[0], keys);
        return revision[0];
    }
}
