package canbao.lead;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leads: one for each person and reason while it is open. */
public final class LeadStore {
    private static final String LEAD =
            "id, person, reason, state, evidence, opened_at, sent_at, closed_at, result, closed_by, note";
    private static final String OPEN_OF =
            "SELECT id, person, reason FROM lead WHERE person = ANY(?) AND state <> 'CLOSED' ORDER BY id FOR UPDATE";
    private static final String OPEN = """
            INSERT INTO lead (person, reason, evidence, opened_at)
            SELECT person, reason, evidence, ?::timestamptz
            FROM unnest(?::uuid[], ?::text[], ?::text[]) AS found (person, reason, evidence) ORDER BY person, reason
            ON CONFLICT (person, reason) WHERE state <> 'CLOSED' DO NOTHING
            """;
    private static final String CLOSE = """
            UPDATE lead SET state = 'CLOSED', result = ?, closed_at = ?, closed_by = ?, note = ?
            WHERE id = ? AND state <> 'CLOSED'
            """;
    // A person who was dismissed by staff on the same evidence is not found again.
    private static final String DISMISSED = """
            SELECT person, reason, evidence FROM lead WHERE person = ANY(?) AND result = 'DISMISSED'
            """;
    private static final String LIST = "SELECT " + LEAD + """
             FROM lead WHERE ($1 = '' OR state = $1) AND ($2 = '' OR reason = $2) AND id > $3 ORDER BY id LIMIT $4
            """;
    private static final String FIND = "SELECT " + LEAD + " FROM lead WHERE id = $1";
    private static final String READY = "SELECT " + LEAD + " FROM lead WHERE state = 'OPEN' ORDER BY id LIMIT $1";
    private static final String SENT =
            "UPDATE lead SET state = 'SENT', sent_at = ? WHERE id = ANY(?) AND state = 'OPEN'";

    private final Database database;

    public LeadStore(Database database) {
        this.database = database;
    }

    /** A lead that is open. */
    record Open(long id, PersonKey person, Reason reason) {}

    /** The persons' open leads, locked until the transaction ends. */
    static List<Open> open(Bulk transaction, Collection<PersonKey> persons) {
        List<Open> open = new ArrayList<>();
        transaction.query(
                OPEN_OF,
                row -> open.add(new Open(
                        row.getLong(1), new PersonKey(row.getObject(2, UUID.class)), Reason.valueOf(row.getString(3)))),
                (Object) keys(persons));
        return open;
    }

    /** What staff dismissed, as {@code person reason evidence}. */
    static List<String> dismissed(Bulk transaction, Collection<PersonKey> persons) {
        List<String> dismissed = new ArrayList<>();
        transaction.query(
                DISMISSED,
                row -> dismissed.add(mark(
                        new PersonKey(row.getObject(1, UUID.class)),
                        Reason.valueOf(row.getString(2)),
                        row.getString(3))),
                (Object) keys(persons));
        return dismissed;
    }

    static String mark(PersonKey person, Reason reason, String evidence) {
        return person + " " + reason + " " + evidence;
    }

    /** Opens a lead for each of these unless there is one. */
    static void open(Bulk transaction, List<Leads.Found> found, Instant at) {
        transaction.run(
                OPEN,
                utc(at),
                keys(found.stream().map(Leads.Found::person).toList()),
                found.stream().map(one -> one.sign().reason().name()).toArray(String[]::new),
                found.stream().map(Leads.Found::evidence).toArray(String[]::new));
    }

    /** Closes a lead; false when it was closed already. */
    static boolean close(
            Bulk transaction, long id, Lead.Result result, Actor actor, @Nullable String note, Instant at) {
        return transaction.run(CLOSE, result.name(), utc(at), actor.toString(), note, id) == 1;
    }

    /**
     * Leads by their number.
     *
     * @param state a {@link Lead.State} or empty for all
     * @param reason a {@link Reason} or empty for all
     */
    public List<Lead> list(String state, String reason, long after, int limit) {
        return database.run(LIST, Tuple.of(state, reason, after, limit)).stream()
                .map(LeadStore::read)
                .toList();
    }

    public Optional<Lead> find(long id) {
        return database.run(FIND, Tuple.of(id)).stream().map(LeadStore::read).findFirst();
    }

    List<Lead> ready(int limit) {
        return database.run(READY, Tuple.of(limit)).stream()
                .map(LeadStore::read)
                .toList();
    }

    static void sent(Bulk transaction, List<Lead> leads, Instant at) {
        transaction.run(SENT, utc(at), leads.stream().map(Lead::id).toArray(Long[]::new));
    }

    private static Lead read(Row row) {
        OffsetDateTime sent = row.getOffsetDateTime(6);
        OffsetDateTime closed = row.getOffsetDateTime(7);
        String result = row.getString(8);
        return new Lead(
                row.getLong(0),
                new PersonKey(row.getUUID(1)),
                Reason.valueOf(row.getString(2)),
                Lead.State.valueOf(row.getString(3)),
                row.getString(4),
                row.getOffsetDateTime(5).toInstant(),
                sent == null ? null : sent.toInstant(),
                closed == null ? null : closed.toInstant(),
                result == null ? null : Lead.Result.valueOf(result),
                row.getString(9),
                row.getString(10));
    }

    private static UUID[] keys(Collection<PersonKey> persons) {
        return persons.stream().map(PersonKey::value).toArray(UUID[]::new);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
