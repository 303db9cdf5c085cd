package canbao.sms;

import canbao.io.Database;
import canbao.io.LeaseStore;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.message.Reminder;
import canbao.sms.StillDue.Told;
import canbao.sms.gateway.Outgoing;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns planned messages into committed intents of one account: looked at for the last time, under the lease's epoch. */
final class ClaimStore {
    private static final String CANDIDATES = """
            SELECT m.id, m.topic, m.coverage_year, m.stage, m.phone_key, m.text, m.segments, m.attempts,
                   array(SELECT r.person FROM reminder r
                         WHERE r.message = m.id AND r.cancelled_at IS NULL ORDER BY r.person),
                   m.owed_fen, m.last_on
            FROM message m
            WHERE m.state = 'PLANNED' AND m.not_before <= clock_timestamp()
              AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.account = $1 AND a.phone_key = m.phone_key
                              AND a.state IN ('IN_FLIGHT', 'IN_DOUBT'))
            ORDER BY m.not_before, m.id LIMIT $2
            """;
    private static final String LOCK = """
            SELECT id FROM message WHERE id = ANY ($1::uuid[]) AND state = 'PLANNED' ORDER BY id FOR UPDATE
            """;
    private static final String OPTED_OUT = "SELECT phone_key FROM opt_out WHERE phone_key = ANY ($1::uuid[])";
    private static final String CANCEL_REMINDERS = """
            UPDATE reminder r SET cancelled_at = clock_timestamp(), cancel_reason = gone.reason
            FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS gone (message, person, reason)
            WHERE r.message = gone.message AND r.person = gone.person AND r.cancelled_at IS NULL
            """;
    private static final String SET_STATE = """
            UPDATE message m SET state = new.state, reason = new.reason, changed_at = clock_timestamp(),
                   attempts = m.attempts + CASE WHEN new.state = 'IN_FLIGHT' THEN 1 ELSE 0 END
            FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (id, state, reason)
            WHERE m.id = new.id
            """;
    private static final String INTENTS = """
            INSERT INTO attempt (message, n, account, phone_key, epoch)
            SELECT id, attempts, $2, phone_key, $3 FROM message WHERE id = ANY ($1::uuid[])
            """;

    /** The day of the claim, and until when the gateway may try. */
    record When(LocalDate today, Instant validUntil) {}

    /** A message that could go out now; {@code attempts} were made before; its text names the amounts. */
    record Candidate(
            UUID id,
            String topic,
            int coverageYear,
            String stage,
            UUID phoneKey,
            String text,
            int segments,
            int attempts,
            List<PersonKey> persons,
            Set<Fen> amounts,
            @Nullable LocalDate lastOn) {
        Told told(PersonKey person) {
            return new Told(new Reminder(person, topic, coverageYear, stage), lastOn);
        }
    }

    private final Database database;
    private final String account;
    private final PhoneBook phoneBook;
    private final StillDue stillDue;

    ClaimStore(Database database, String account, PhoneBook phoneBook, StillDue stillDue) {
        this.database = database;
        this.account = account;
        this.phoneBook = phoneBook;
        this.stillDue = stillDue;
    }

    /** The oldest planned messages that fit into so many segments, at most one to a phone. */
    List<Candidate> candidates(int segments) {
        List<Candidate> fitting = new ArrayList<>();
        Set<UUID> phones = new HashSet<>();
        int used = 0;
        for (var row : database.run(CANDIDATES, Tuple.of(account, segments))) {
            Candidate next = new Candidate(
                    row.getUUID(0),
                    row.getString(1),
                    row.getInteger(2),
                    row.getString(3),
                    row.getUUID(4),
                    row.getString(5),
                    row.getInteger(6),
                    row.getInteger(7),
                    Arrays.stream(row.getArrayOfUUIDs(8)).map(PersonKey::new).toList(),
                    Arrays.stream(row.getArrayOfLongs(9)).map(Fen::new).collect(Collectors.toSet()),
                    row.getLocalDate(10));
            used += next.segments();
            // The first always fits: the window keeps its own limit, and a long text must not wait for ever.
            if (used > segments && !fitting.isEmpty()) {
                break;
            }
            if (phones.add(next.phoneKey())) {
                fitting.add(next);
            }
        }
        return fitting;
    }

    /** Commits the intents and returns them for writing; empty when the lease was lost, which commits nothing. */
    Optional<List<Outgoing>> claim(String lease, long epoch, List<Candidate> candidates, When when) {
        Map<PersonKey, String> phones = phoneBook.phones(
                candidates.stream().flatMap(c -> c.persons().stream()).toList());
        return database.inTransaction(transaction -> LeaseStore.held(transaction, lease, epoch)
                ? Optional.of(claim(transaction, epoch, locked(transaction, candidates), phones, when))
                : Optional.empty());
    }

    private static List<Candidate> locked(SqlConnection transaction, List<Candidate> candidates) {
        UUID[] ids = candidates.stream().map(Candidate::id).toArray(UUID[]::new);
        Set<UUID> planned = uuids(transaction, LOCK, ids);
        return candidates.stream().filter(c -> planned.contains(c.id())).toList();
    }

    private List<Outgoing> claim(
            SqlConnection transaction,
            long epoch,
            List<Candidate> candidates,
            Map<PersonKey, String> phones,
            When when) {
        Verdict.Look look = look(transaction, candidates, phones, when.today());
        Map<Candidate, Verdict> verdicts = new LinkedHashMap<>();
        candidates.forEach(candidate -> verdicts.put(candidate, Verdict.of(candidate, look)));
        Database.run(transaction, CANCEL_REMINDERS, cancelled(verdicts));
        Database.run(transaction, SET_STATE, states(verdicts));
        List<Outgoing> outgoing = new ArrayList<>();
        verdicts.forEach((candidate, verdict) -> verdict.phone()
                .ifPresent(phone -> outgoing.add(new Outgoing(
                        candidate.id(), candidate.attempts() + 1, phone, candidate.text(), when.validUntil()))));
        UUID[] sent = outgoing.stream().map(Outgoing::message).toArray(UUID[]::new);
        Database.run(transaction, INTENTS, Tuple.of(sent, account, epoch));
        return outgoing;
    }

    private Verdict.Look look(
            SqlConnection transaction, List<Candidate> candidates, Map<PersonKey, String> phones, LocalDate today) {
        UUID[] phoneKeys = candidates.stream().map(Candidate::phoneKey).toArray(UUID[]::new);
        Map<PersonKey, UUID> currentKeys = new HashMap<>();
        phones.forEach((person, phone) -> currentKeys.put(person, phoneBook.key(phone)));
        return new Verdict.Look(
                today,
                stillDue.stillDue(transaction, told(candidates)),
                uuids(transaction, OPTED_OUT, phoneKeys),
                phones,
                currentKeys);
    }

    private static Tuple cancelled(Map<Candidate, Verdict> verdicts) {
        List<UUID> messages = new ArrayList<>();
        List<UUID> persons = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        verdicts.forEach((candidate, verdict) -> verdict.cancelled().forEach((person, reason) -> {
            messages.add(candidate.id());
            persons.add(person.value());
            reasons.add(reason);
        }));
        return Tuple.of(messages.toArray(UUID[]::new), persons.toArray(UUID[]::new), reasons.toArray(String[]::new));
    }

    private static Tuple states(Map<Candidate, Verdict> verdicts) {
        return Tuple.of(
                verdicts.keySet().stream().map(Candidate::id).toArray(UUID[]::new),
                verdicts.values().stream().map(v -> v.state().name()).toArray(String[]::new),
                verdicts.values().stream().map(Verdict::reason).toArray(String[]::new));
    }

    private static List<Told> told(Collection<Candidate> candidates) {
        return candidates.stream()
                .flatMap(candidate -> candidate.persons().stream().map(candidate::told))
                .toList();
    }

    private static Set<UUID> uuids(SqlConnection transaction, String sql, UUID[] ids) {
        return MessageStore.rows(Database.run(transaction, sql, Tuple.of(ids)))
                .map(row -> row.getUUID(0))
                .collect(Collectors.toSet());
    }
}
