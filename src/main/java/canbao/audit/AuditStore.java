package canbao.audit;

import canbao.crypto.Sm3;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The audit trail: who did what to which object. Rows are added in the transaction of the act itself, one chain link each,
 * and never change. They hold no personal data; a detail that looks as if it did is refused.
 */
public final class AuditStore {
    private static final String APPEND =
            "INSERT INTO audit (chain, seq, at, actor_kind, actor_name, action, object, detail)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String BETWEEN = "SELECT seq, at, actor_kind, actor_name, action, object, detail FROM audit"
            + " WHERE chain = $1 AND seq BETWEEN $2 AND $3";
    private static final String CHAINS = "SELECT DISTINCT chain FROM audit";
    // What is appended while the chain is walked has its link by now.
    private static final String OUTSIDE = """
            SELECT min(seq) FROM audit AS a WHERE chain = $1 AND (seq < 1 OR seq > $2)
              AND NOT EXISTS (SELECT FROM chain WHERE name = a.chain AND chain.seq = a.seq)
            """;
    private static final Pattern PERSONAL = Pattern.compile("(?<![0-9A-Za-z])"
            + "(?:[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[0-9Xx]|1[3-9]\\d{9})"
            + "(?![0-9A-Za-z])");

    private final Database database;
    private final String chain;
    private final InstantSource clock;

    /** @param partition whoever appends side by side uses different ones, such as the instance's name */
    public AuditStore(Database database, String partition, InstantSource clock) {
        this.database = database;
        this.chain = "audit/" + partition;
        this.clock = clock;
    }

    /**
     * Adds a row and returns its number.
     *
     * @param action a verb and its object's kind, such as {@code session.open}
     * @param object which one, such as a batch number or a feed
     * @param detail flat JSON without personal data
     */
    public long append(Bulk transaction, Actor actor, String action, String object, JsonObject detail) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Entry entry = new Entry(at, actor.kind().name(), actor.name(), action, object, detail.encode());
        if (looksPersonal(entry.object() + "\n" + entry.detail())) {
            throw new IllegalArgumentException(
                    "the audit entry " + action + " holds what looks like a certificate or phone number: leave it out");
        }
        long seq = ChainStore.append(transaction, chain, entry.digest());
        transaction.run(
                APPEND,
                chain,
                seq,
                OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                entry.kind(),
                entry.name(),
                action,
                object,
                entry.detail());
        return seq;
    }

    /** Whether a text has in it what looks like a certificate or phone number. */
    public static boolean looksPersonal(String text) {
        return PERSONAL.matcher(text).find();
    }

    /** Adds a row in a transaction of its own, for an act that changes nothing else. */
    public long append(Actor actor, String action, String object, JsonObject detail) {
        return database.inBulk(transaction -> append(transaction, actor, action, object, detail));
    }

    /** Whether this partition's rows are as they were written; names the first that is not. */
    public ChainStore.Check verify() {
        return new ChainStore(database).verify(chain, new Rows(database));
    }

    /** The rows of every partition. */
    public static Covered rows(Database database) {
        return new Rows(database);
    }

    private record Rows(Database database) implements Covered {
        @Override
        public String table() {
            return "audit";
        }

        @Override
        public String find(String chain, long link) {
            return "SELECT * FROM audit WHERE chain = " + ChainStore.literal(chain) + " AND seq = " + link;
        }

        @Override
        public List<String> chains() {
            return database.run(CHAINS).stream().map(row -> row.getString(0)).toList();
        }

        @Override
        public OptionalLong outside(String name, long last) {
            Long first = database.run(OUTSIDE, Tuple.of(name, last))
                    .iterator()
                    .next()
                    .getLong(0);
            return first == null ? OptionalLong.empty() : OptionalLong.of(first);
        }

        @Override
        public Map<Long, byte[]> between(String name, long from, long to) {
            Map<Long, byte[]> digests = new HashMap<>();
            for (Row row : database.run(BETWEEN, Tuple.of(name, from, to))) {
                Entry entry = new Entry(
                        row.getOffsetDateTime("at").toInstant(),
                        row.getString("actor_kind"),
                        row.getString("actor_name"),
                        row.getString("action"),
                        row.getString("object"),
                        row.getString("detail"));
                digests.put(row.getLong("seq"), entry.digest());
            }
            return digests;
        }
    }

    private record Entry(Instant at, String kind, String name, String action, String object, String detail) {
        /** Each field with its length in front, so that no two entries have the same bytes. */
        byte[] digest() {
            StringBuilder text = new StringBuilder();
            for (String field : new String[] {at.toString(), kind, name, action, object, detail}) {
                text.append(field.length()).append(':').append(field).append('\n');
            }
            return Sm3.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
