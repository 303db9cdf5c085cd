package canbao.sms;

import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.message.PlanCounts;
import canbao.model.message.PlannedMessage;
import canbao.model.message.Reminder;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The message ledger as planners and pages see it: what is planned, and where every message is. */
public final class MessageStore {
    /** Messages before reminders, as a claim does, so that the two never wait for each other. */
    private static final String LOCK = "SELECT 1 FROM message WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE";

    /** A reminder cancelled before anything was written may be planned again; a refusal by its reader stays. */
    private static final String PLAN_REMINDERS = """
            INSERT INTO reminder (person, topic, coverage_year, stage, message, planned_by)
            SELECT DISTINCT ON (person, topic, coverage_year, stage) person, topic, coverage_year, stage, message, $6
            FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::uuid[])
              AS planned (person, topic, coverage_year, stage, message)
            ORDER BY person, topic, coverage_year, stage
            ON CONFLICT (person, topic, coverage_year, stage) DO UPDATE
              SET message = excluded.message, planned_by = excluded.planned_by, planned_at = clock_timestamp(),
                  cancelled_at = NULL, cancel_reason = NULL
              WHERE reminder.cancel_reason <> 'OPTED_OUT'
            RETURNING message
            """;
    /** A cancelled message was never written, so it may come back; any other stays as it is. */
    private static final String PLAN_MESSAGES = """
            INSERT INTO message (id, topic, coverage_year, stage, phone_key, masked_phone, text, segments, owed_fen,
                last_on, own_day)
            SELECT id, topic, year, stage, phone, masked, text, segments, owed::bigint[], last_on, own_day
            FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::int[],
                        $9::text[], $10::date[], $11::date[])
              AS planned (id, topic, year, stage, phone, masked, text, segments, owed, last_on, own_day)
            ORDER BY 1
            ON CONFLICT (id) DO UPDATE
              SET state = 'PLANNED', reason = '', masked_phone = excluded.masked_phone, text = excluded.text,
                  segments = excluded.segments, owed_fen = excluded.owed_fen, last_on = excluded.last_on, not_before = clock_timestamp(), changed_at = clock_timestamp()
              WHERE message.state = 'CANCELLED'
            RETURNING segments
            """;

    private static final String COUNTS = "SELECT state, count(*) FROM message GROUP BY state";
    private static final String VIEW =
            "SELECT id, masked_phone, text, segments, state, reason, changed_at FROM message ";
    private static final String RECENT = VIEW + "ORDER BY changed_at DESC LIMIT $1";
    private static final String IN_DOUBT = VIEW + "WHERE state = 'IN_DOUBT' ORDER BY changed_at, id LIMIT 10000";

    private final Database database;

    public MessageStore(Database database) {
        this.database = database;
    }

    /** Writes one batch of a plan in one transaction; what is there already is left alone and not counted. */
    public PlanCounts plan(List<PlannedMessage> messages, Actor actor) {
        return database.inTransaction(transaction -> plan(transaction, messages, actor));
    }

    /** How many messages are in each state; every state has a value. */
    public Map<MessageState, Long> counts() {
        Map<MessageState, Long> counts = new EnumMap<>(MessageState.class);
        for (MessageState state : MessageState.values()) {
            counts.put(state, 0L);
        }
        for (Row row : database.run(COUNTS)) {
            counts.put(MessageState.valueOf(row.getString(0)), row.getLong(1));
        }
        return counts;
    }

    /** The messages that changed last, newest first. */
    public List<MessageView> recent(int limit) {
        return views(database.run(RECENT, Tuple.of(limit)));
    }

    /** Every message of which nobody knows whether it arrived, oldest first, at most 10,000. */
    public List<MessageView> inDoubt() {
        return views(database.run(IN_DOUBT));
    }

    private static PlanCounts plan(SqlConnection transaction, List<PlannedMessage> messages, Actor actor) {
        Database.run(
                transaction, LOCK, Tuple.of(column(messages, PlannedMessage::id).toArray(UUID[]::new)));
        List<UUID> linked = rows(Database.run(transaction, PLAN_REMINDERS, reminders(messages, actor)))
                .map(row -> row.getUUID(0))
                .toList();
        Set<UUID> reminded = new HashSet<>(linked);
        List<PlannedMessage> needed = messages.stream()
                .filter(message -> reminded.contains(message.id()))
                .toList();
        List<Integer> segments = rows(Database.run(transaction, PLAN_MESSAGES, messages(needed)))
                .map(row -> row.getInteger(0))
                .toList();
        return new PlanCounts(
                linked.size(),
                segments.size(),
                segments.stream().mapToInt(Integer::intValue).sum());
    }

    private static Tuple reminders(List<PlannedMessage> messages, Actor actor) {
        record Link(UUID message, Reminder reminder) {}
        List<Link> links = messages.stream()
                .flatMap(message -> message.reminders().stream().map(reminder -> new Link(message.id(), reminder)))
                .toList();
        return Tuple.from(new Object[] {
            links.stream().map(link -> link.reminder().person().value()).toArray(UUID[]::new),
            links.stream().map(link -> link.reminder().topic()).toArray(String[]::new),
            links.stream().map(link -> link.reminder().coverageYear()).toArray(Integer[]::new),
            links.stream().map(link -> link.reminder().stage()).toArray(String[]::new),
            links.stream().map(Link::message).toArray(UUID[]::new),
            actor.toString()
        });
    }

    private static Tuple messages(List<PlannedMessage> messages) {
        return Tuple.from(new Object[] {
            column(messages, PlannedMessage::id).toArray(UUID[]::new),
            column(messages, message -> message.reminders().get(0).topic()).toArray(String[]::new),
            column(messages, message -> message.reminders().get(0).coverageYear())
                    .toArray(Integer[]::new),
            column(messages, message -> message.reminders().get(0).stage()).toArray(String[]::new),
            column(messages, PlannedMessage::phoneKey).toArray(UUID[]::new),
            column(messages, PlannedMessage::maskedPhone).toArray(String[]::new),
            column(messages, PlannedMessage::text).toArray(String[]::new),
            column(messages, PlannedMessage::segments).toArray(Integer[]::new),
            column(messages, MessageStore::amounts).toArray(String[]::new),
            column(messages, PlannedMessage::lastOn).toArray(LocalDate[]::new),
            messages.stream().map(PlannedMessage::ownDay).toArray(LocalDate[]::new)
        });
    }

    /** PostgreSQL's way of writing an array; it has no arrays of arrays that differ in length. */
    private static String amounts(PlannedMessage message) {
        return message.amounts().stream()
                .map(amount -> String.valueOf(amount.value()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> Collection<T> column(List<PlannedMessage> messages, Function<PlannedMessage, T> value) {
        return messages.stream().map(value).toList();
    }

    private static List<MessageView> views(RowSet<Row> found) {
        return rows(found)
                .map(row -> new MessageView(
                        row.getUUID(0),
                        row.getString(1),
                        row.getString(2),
                        row.getInteger(3),
                        MessageState.valueOf(row.getString(4)),
                        row.getString(5),
                        row.getOffsetDateTime(6).toInstant()))
                .toList();
    }

    static java.util.stream.Stream<Row> rows(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
