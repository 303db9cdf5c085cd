package canbao.ledger.show;

import canbao.io.Database;
import canbao.ledger.CaseState;
import canbao.model.Outcome;
import canbao.model.PersonKey;
import canbao.model.Wording;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's cases and ledger entries, for showing. */
public final class CaseFileStore {
    private static final String CASES = """
            SELECT person, coverage_year, product, state, category, personal_fen, subsidy_fen, owed_fen, code,
                   unpaid, unpaid_until, treasury_on, waiting_months FROM enrolment_case
            WHERE person = ANY($1) ORDER BY coverage_year, product, person
            """;
    private static final String ENTRIES = """
            SELECT e.person, e.coverage_year, e.product, e.ordinal, e.kind, e.category, e.policy, e.evidence, p.actor, p.at,
                   o.destination || ' ' || o.action || ' ' || o.state
            FROM entry AS e JOIN posting AS p ON p.id = e.posting
            LEFT JOIN enrolment_order AS o USING (person, coverage_year, product, ordinal)
            WHERE e.person = ANY($1) AND p.recorded_at <= $2
            ORDER BY e.coverage_year, p.recorded_at, e.person, e.ordinal
            """;

    private final Database database;

    public CaseFileStore(Database database) {
        this.database = database;
    }

    /**
     * A case as it stands.
     *
     * @param stands the state in words
     * @param owedFen what the person still owes himself
     * @param unpaid why he does not pay, as his township says; he is not reminded up to {@code unpaidUntil}
     * @param treasuryOn since when money of the year lies in the treasury
     * @param waitingMonths how long he waits for benefits, by the last decision: who is late and is not exempt
     */
    public record ShownCase(
            String person,
            int coverageYear,
            int product,
            String state,
            Wording stands,
            @Nullable String category,
            long personalFen,
            long subsidyFen,
            long owedFen,
            @Nullable String code,
            @Nullable Wording unpaid,
            @Nullable LocalDate unpaidUntil,
            @Nullable LocalDate treasuryOn,
            int waitingMonths) {}

    /**
     * A ledger entry.
     *
     * @param order destination, action and state of the order that followed; null when none did
     */
    public record ShownEntry(
            String person,
            int coverageYear,
            int product,
            int ordinal,
            String kind,
            @Nullable String category,
            String policy,
            String evidence,
            String actor,
            Instant at,
            @Nullable String order) {}

    public List<ShownCase> cases(Collection<PersonKey> persons) {
        List<ShownCase> cases = new ArrayList<>();
        for (Row row : database.run(CASES, Tuple.of((Object) keys(persons)))) {
            cases.add(new ShownCase(
                    row.getUUID(0).toString(),
                    row.getInteger(1),
                    row.getInteger(2),
                    row.getString(3),
                    CaseState.valueOf(row.getString(3)).words(),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getString(8),
                    row.getString(9) == null
                            ? null
                            : Outcome.Unpaid.of(row.getString(9)).words(),
                    row.getLocalDate(10),
                    row.getLocalDate(11),
                    row.getInteger(12)));
        }
        return cases;
    }

    /** Entries written up to a moment. */
    public List<ShownEntry> entries(Collection<PersonKey> persons, Instant at) {
        List<ShownEntry> entries = new ArrayList<>();
        for (Row row : database.run(ENTRIES, Tuple.of(keys(persons), at.atOffset(ZoneOffset.UTC)))) {
            entries.add(new ShownEntry(
                    row.getUUID(0).toString(),
                    row.getInteger(1),
                    row.getInteger(2),
                    row.getInteger(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getOffsetDateTime(9).toInstant(),
                    row.getString(10)));
        }
        return entries;
    }

    private static UUID[] keys(Collection<PersonKey> persons) {
        return persons.stream().map(PersonKey::value).toArray(UUID[]::new);
    }
}
