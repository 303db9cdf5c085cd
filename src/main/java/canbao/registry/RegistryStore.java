package canbao.registry;

import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.model.batch.BatchHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The set statements of one batch's application, in the transaction of its {@link Bulk}: lock a scope, pull its index,
 * stage the changes by COPY, and turn the stage into facts, history, revisions and wake-ups.
 */
final class RegistryStore {
    private static final String STAGE = """
            CREATE TEMP TABLE stage (
                scope int NOT NULL, row_key uuid NOT NULL, person uuid NOT NULL, version timestamptz NOT NULL,
                hash bigint NOT NULL, attributes json NOT NULL, line int NOT NULL) ON COMMIT DROP;
            CREATE TEMP TABLE gone (scope int NOT NULL, row_key uuid NOT NULL) ON COMMIT DROP;
            CREATE TEMP TABLE touched (person uuid NOT NULL) ON COMMIT DROP;
            CREATE TEMP TABLE said_again (row_key uuid NOT NULL, version timestamptz NOT NULL) ON COMMIT DROP
            """;
    private static final String ADD_SCOPE =
            "INSERT INTO scope (feed, name, kind) VALUES (?, ?, ?) ON CONFLICT (feed, name) DO NOTHING";
    private static final String SCOPE = """
            SELECT id, (extract(epoch FROM CASE WHEN watermark = '-infinity' THEN NULL ELSE watermark END) * 1000)::bigint, rank,
                   EXISTS (SELECT FROM restated WHERE restated.scope = scope.id)
            FROM scope WHERE feed = ? AND name = ?
            """;
    private static final String ROWS = "SELECT count(*) FROM fact WHERE scope = ?";
    private static final String RESTATE = """
            INSERT INTO restated (scope, row_key, version, batch) SELECT ?, row_key, version, ? FROM said_again
            ON CONFLICT (scope, row_key) DO UPDATE SET version = excluded.version, batch = excluded.batch
              WHERE restated.version < excluded.version
            """;
    private static final String KEEP_OLD = """
            WITH old AS (
              INSERT INTO fact_history
              SELECT fact.*, now() FROM fact JOIN %s AS new USING (scope, row_key)
              RETURNING person)
            INSERT INTO touched SELECT person FROM old
            """;
    private static final String CHANGE_FACTS = """
            UPDATE fact SET person = new.person, version = new.version, hash = new.hash, withdrawn = false,
                attributes = new.attributes, batch = ?, line = new.line, recorded_at = now()
            FROM stage AS new WHERE fact.scope = new.scope AND fact.row_key = new.row_key
            """;
    private static final String WITHDRAW = """
            UPDATE fact SET withdrawn = true, version = ?, batch = ?, line = 0, recorded_at = now()
            FROM gone WHERE fact.scope = gone.scope AND fact.row_key = gone.row_key
            """;
    /** The old owner of a row that changes hands keeps a tombstone, so that his revision tells of the change as well. */
    private static final String MOVED = """
            INSERT INTO fact (scope, row_key, person, version, hash, withdrawn, attributes, batch, line)
            SELECT scope, md5(row_key::text || fact.person::text)::uuid, fact.person, new.version, 0, true, '{}', ?, new.line
            FROM fact JOIN stage AS new USING (scope, row_key) WHERE fact.person <> new.person
            ON CONFLICT (scope, row_key) DO UPDATE SET version = excluded.version, batch = excluded.batch
            """;
    /** Held until the commit, so that revisions become visible in the order of their numbers. */
    private static final String NEXT_REVISION = "UPDATE registry_clock SET revision = revision + 1 RETURNING revision";

    private static final String ADD_REVISION = "INSERT INTO applied (batch, revision) VALUES (?, ?)"
            + " ON CONFLICT (batch) DO UPDATE SET revision = excluded.revision";
    // Slices of the key space, so that the tables keyed by person are read and written page by page, each engine its
    // own.
    private static final String WAKE = """
            WITH changed AS (
              SELECT uuid_send(person) AS key FROM stage UNION ALL SELECT uuid_send(person) FROM touched),
            sliced AS (SELECT key, (get_byte(key, 0) * 256 + get_byte(key, 1))::bigint * ? / 65536 AS slice FROM changed)
            INSERT INTO outbox (topic, part, payload)
            SELECT ?, slice / ?, string_agg(DISTINCT key || int8send(?), ''::bytea)
            FROM sliced GROUP BY slice ORDER BY slice % ?, slice
            """;
    private static final String DROP_STAGED = "DELETE FROM stage WHERE scope = ? AND row_key = ANY(?)";
    // What an earlier reading of the same batch has added stays.
    private static final String DROP_ADDED =
            "DELETE FROM fact WHERE scope = ? AND row_key = ANY(?) AND batch = ? AND recorded_at = now()";
    private static final String DROP_ALL_ADDED =
            "DELETE FROM fact WHERE scope = ? AND batch = ? AND recorded_at = now()";
    private static final String OUTGROWN =
            "SELECT 1 FROM pg_class WHERE oid = 'fact'::regclass AND reltuples < ? LIMIT 1";
    private static final String ADVANCE =
            "UPDATE scope SET watermark = ?, rank = ? WHERE id = ? AND (watermark, rank) < (?, ?)";
    /** Persons to a wake-up record: a Kafka hop costs by the record. */
    private static final int BUNDLE = 500;

    private static final int MANY = 2_000;
    /** Statistics are made anew when a batch changed at least one row in so many. */
    private static final int SHARE = 5;

    private final Bulk bulk;
    private final BatchHeader header;
    private final Wakeups wakeups;

    RegistryStore(Bulk bulk, BatchHeader header, Wakeups wakeups) {
        this.bulk = bulk;
        this.header = header;
        this.wakeups = wakeups;
        if (!header.reading().trial()) {
            bulk.script(STAGE);
        }
    }

    /** Where changes are announced. */
    record Wakeups(String topic, int partitions) {
        /** Into how many records a partition's part of so many people goes; keys are hashes, so that slices are about even. */
        private long bundles(int people) {
            return Math.clamp(Math.ceilDiv(people, BUNDLE * partitions), 1, 65_536 / partitions);
        }
    }

    /** Locks the scope until the transaction ends, so that its snapshots apply one after the other; a trial only looks. */
    Scope lock(String name) {
        boolean trial = header.reading().trial();
        if (!trial) {
            bulk.run(ADD_SCOPE, header.feed().toString(), name, header.kind().name());
        }
        List<Scope> found = new ArrayList<>(1);
        bulk.query(
                trial ? SCOPE : SCOPE + "FOR UPDATE",
                row -> {
                    long watermark = row.getLong(2);
                    found.add(new Scope(
                            row.getInt(1),
                            row.wasNull() ? Long.MIN_VALUE : watermark,
                            row.getLong(3),
                            row.getBoolean(4)));
                },
                header.feed().toString(),
                name);
        return found.isEmpty() ? Scope.UNKNOWN : found.getFirst();
    }

    /**
     * A scope, its watermark in epoch milliseconds, {@link Long#MIN_VALUE} for none, and the rank of who set it.
     *
     * @param restated whether increments have repeated rows of it
     */
    record Scope(int id, long watermark, long rank, boolean restated) {
        static final Scope UNKNOWN = new Scope(0, Long.MIN_VALUE, 0, false);

        /** Whether the newest snapshot is newer than something that the batch says of the given moment. */
        boolean isPast(long millis, BatchHeader header) {
            return watermark > millis || (watermark == millis && rank > header.rank());
        }
    }

    /** Everything known of the scope. */
    ScopeIndex index(Scope scope) {
        String version = scope.restated() ? "greatest(" + newer("fact") + ", " + newer("again") + ")" : newer("fact");
        String more = scope.restated() ? " LEFT JOIN restated AS again USING (scope, row_key)" : "";
        int[] rows = {0};
        bulk.query(ROWS, row -> rows[0] = row.getInt(1), scope.id());
        ScopeIndex index = new ScopeIndex(rows[0]);
        bulk.copyOut(
                "SELECT row_key, hash, " + version + ", withdrawn FROM fact" + more + " WHERE scope = " + scope.id(),
                row -> index.put(row.uuid(), row.int8(), row.millis(), row.bool()));
        return index;
    }

    /** When a batch is read again, what a newer one said of the same moment counts as a little newer. */
    private String newer(String table) {
        return header.reading().again()
                ? "%1$s.version + CASE WHEN %1$s.batch > %2$d AND %1$s.batch <> %3$d THEN interval '1 ms' ELSE interval '0' END"
                        .formatted(table, header.rank(), header.id())
                : table + ".version";
    }

    /** What is known of the given keys of the scope; those that the index holds already stay as they are. */
    void load(int scope, ScopeIndex index, UUID[] keys) {
        bulk.query(
                """
                SELECT row_key, hash, (extract(epoch FROM greatest(%s, %s)) * 1000)::bigint, withdrawn
                FROM fact LEFT JOIN restated AS again USING (scope, row_key) WHERE scope = ? AND row_key = ANY(?)
                """.formatted(newer("fact"), newer("again")),
                row -> {
                    UUID key = row.getObject(1, UUID.class);
                    if (!index.is(index.slot(key), ScopeIndex.KNOWN)) {
                        index.put(key, row.getLong(2), row.getLong(3), row.getBoolean(4));
                    }
                },
                scope,
                keys);
    }

    /** Rows whose keys are new to their scopes: they go to their place at once. */
    CopyWriter added() {
        return bulk.copyIn("fact (scope, row_key, person, version, hash, withdrawn, attributes, batch, line)");
    }

    /** Rows whose keys are known. */
    CopyWriter stage() {
        return bulk.copyIn("stage (scope, row_key, person, version, hash, attributes, line)");
    }

    CopyWriter touched() {
        return bulk.copyIn("touched (person)");
    }

    /** Rows that an increment names again with the content that is known. */
    void restate(int scope, Map<UUID, Long> versions) {
        if (versions.isEmpty() || header.reading().trial()) {
            return;
        }
        try (CopyWriter rows = bulk.copyIn("said_again (row_key, version)")) {
            versions.forEach((key, version) -> rows.row(2).uuid(key).millis(version));
        }
        bulk.run(RESTATE, scope, header.id());
        bulk.script("TRUNCATE said_again");
    }

    CopyWriter gone() {
        return bulk.copyIn("gone (scope, row_key)");
    }

    /** Takes back what was written of these keys; that their people are woken for nothing does no harm. */
    void drop(int scope, List<UUID> contested) {
        UUID[] keys = contested.toArray(UUID[]::new);
        bulk.run(DROP_STAGED, scope, keys);
        bulk.run(DROP_ADDED, scope, keys, header.id());
    }

    /** Takes back everything that was written in a scope, because the batch waits for a person. */
    void drop(int scope) {
        bulk.run(DROP_ALL_ADDED, scope, header.id());
    }

    /** Turns the stage into facts and wake-ups. */
    void apply(int changes, boolean anyStaged, boolean anyGone) {
        if (anyStaged) {
            bulk.script("ANALYZE stage");
            bulk.run(KEEP_OLD.formatted("stage"));
            bulk.run(MOVED, header.id());
            bulk.run(CHANGE_FACTS, header.id());
        }
        if (anyGone) {
            bulk.run(KEEP_OLD.formatted("gone"));
            bulk.run(WITHDRAW, java.sql.Timestamp.from(header.asOf()), header.id());
        }
        long[] revision = {0};
        bulk.query(NEXT_REVISION, row -> revision[0] = row.getLong(1));
        bulk.run(ADD_REVISION, header.id(), revision[0]);
        long bundles = wakeups.bundles(changes);
        bulk.run(WAKE, bundles * wakeups.partitions(), wakeups.topic(), bundles, revision[0], bundles);
        if (changes >= MANY) {
            // Autovacuum comes a minute later; until then the engine's look-ups would be planned for empty tables.
            bulk.query(
                    OUTGROWN,
                    row -> bulk.script("ANALYZE fact; ANALYZE scope; ANALYZE applied"),
                    (float) changes * SHARE);
        }
    }

    void advance(int scope) {
        java.sql.Timestamp at = java.sql.Timestamp.from(header.asOf());
        bulk.run(ADVANCE, at, header.rank(), scope, at, header.rank());
    }
}
