package canbao.ledger.show;

import canbao.io.Database;
import canbao.ledger.CaseState;
import canbao.model.Outcome.Unpaid;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The work list: cases that an office refused or that a difference holds, orders that nobody has answered for too long, and
 * who has not paid, and why.
 */
public final class WorkStore {
    private static final String WAITING = """
            WITH waiting AS (
              (SELECT person, coverage_year, product FROM enrolment_case
               WHERE (state IN ('REJECTED', 'LEVY_REFUSED', 'CANCEL_REFUSED', 'REFUND_REFUSED') OR code IS NOT NULL)
                 AND person > $1 ORDER BY 1, 2, 3 LIMIT $2)
              UNION
              (SELECT DISTINCT person, coverage_year, product FROM recon_difference
               WHERE state = 'OPEN' AND person > $1 ORDER BY 1, 2, 3 LIMIT $2))
            SELECT c.person, c.coverage_year, c.product, c.state, c.code, c.category, c.evidence, o.destination, o.action,
                   o.sent_at, d.kind, d.assignee
            FROM waiting JOIN enrolment_case AS c USING (person, coverage_year, product)
            LEFT JOIN LATERAL (
              SELECT kind, assignee FROM recon_difference AS d
              WHERE d.person = c.person AND d.coverage_year = c.coverage_year AND d.product = c.product
                AND d.state = 'OPEN' ORDER BY id LIMIT 1) AS d ON true
            LEFT JOIN LATERAL (
              SELECT destination, action, sent_at FROM enrolment_order AS o
              WHERE o.person = c.person AND o.coverage_year = c.coverage_year AND o.product = c.product
                AND o.state = 'REFUSED' ORDER BY ordinal DESC LIMIT 1) AS o ON true
            ORDER BY c.person, c.coverage_year, c.product LIMIT $2
            """;
    private static final String UNANSWERED = """
            SELECT c.person, c.coverage_year, c.product, c.state, 'NO_ANSWER', c.category, c.evidence, o.destination, o.action,
                   o.sent_at, NULL, NULL
            FROM enrolment_order AS o JOIN enrolment_case AS c USING (person, coverage_year, product)
            WHERE o.state = 'SENT' AND o.sent_at < $1 AND o.person > $2 ORDER BY o.person, o.ordinal LIMIT $3
            """;

    private static final String OWES = """
            SELECT person, coverage_year, product, state, unpaid, unpaid_until, owed_fen, debit_on, debit_failed_on FROM enrolment_case
            WHERE state IN ('OWING', 'PART_OWING') AND owed_fen > 0 AND person > $1 %s
            ORDER BY person, coverage_year, product LIMIT $2
            """;
    // Each in words of its own: what is rare is found by its index.
    private static final Map<String, String> UNPAID = Map.of(
            "", OWES.formatted(""),
            "NONE", OWES.formatted("AND unpaid IS NULL"),
            "DEBIT_FAILED", OWES.formatted("AND debit_failed_on IS NOT NULL"));
    private static final String UNPAID_BECAUSE = OWES.formatted("AND unpaid = $3");
    private static final String REASONS = """
            SELECT coalesce(unpaid, 'NONE'), count(*) FROM enrolment_case
            WHERE state IN ('OWING', 'PART_OWING') AND owed_fen > 0 GROUP BY 1 ORDER BY 1
            """;

    private final Database database;

    public WorkStore(Database database) {
        this.database = database;
    }

    /**
     * A case that somebody has to look at.
     *
     * @param code the office's reason, or {@code NO_ANSWER}
     * @param destination who was asked, and {@code action} what; null where that is not known
     * @param difference the kind of the difference that holds it; null when none does
     * @param assignee who looks into that
     */
    public record Item(
            PersonKey person,
            int coverageYear,
            int product,
            CaseState state,
            @Nullable String code,
            @Nullable String category,
            String evidence,
            @Nullable String destination,
            @Nullable String action,
            @Nullable Instant sentAt,
            @Nullable String difference,
            @Nullable String assignee) {}

    /** What an office refused and what a difference holds, after a person in order. */
    public List<Item> refused(UUID after, int limit) {
        return items(database.run(WAITING, Tuple.of(after, limit)));
    }

    /** What left before that moment and was never answered, after a person in order. */
    public List<Item> unanswered(Instant before, UUID after, int limit) {
        return items(database.run(UNANSWERED, Tuple.of(before.atOffset(ZoneOffset.UTC), after, limit)));
    }

    /**
     * Somebody who owes.
     *
     * @param reason why he does not pay, as his township says; null when nobody says it, and he is reminded
     * @param until the last day on which that holds; null while no end is told
     * @param debitOn when the bank is to debit it, and {@code debitFailedOn} when it could not; null when nobody says so
     */
    public record Owing(
            PersonKey person,
            int coverageYear,
            int product,
            CaseState state,
            @Nullable Unpaid reason,
            @Nullable LocalDate until,
            long owedFen,
            @Nullable LocalDate debitOn,
            @Nullable LocalDate debitFailedOn) {}

    /**
     * Those who owe, after a person in order.
     *
     * @param reason the name of an {@link Unpaid}, {@code NONE} for those of whom nobody says why, {@code DEBIT_FAILED} for
     *     the community's list of failed debits, or blank for all
     */
    public List<Owing> unpaid(String reason, UUID after, int limit) {
        List<Owing> unpaid = new ArrayList<>();
        String sql = UNPAID.get(reason);
        RowSet<Row> rows = sql == null
                ? database.run(UNPAID_BECAUSE, Tuple.of(after, limit, reason))
                : database.run(sql, Tuple.of(after, limit));
        for (Row row : rows) {
            unpaid.add(new Owing(
                    new PersonKey(row.getUUID(0)),
                    row.getInteger(1),
                    row.getInteger(2),
                    CaseState.valueOf(row.getString(3)),
                    row.getString(4) == null ? null : Unpaid.of(row.getString(4)),
                    row.getLocalDate(5),
                    row.getLong(6),
                    row.getLocalDate(7),
                    row.getLocalDate(8)));
        }
        return unpaid;
    }

    /** How many cases owe, by reason; {@code NONE} for those of whom nobody says why. */
    public Map<String, Long> unpaidByReason() {
        Map<String, Long> reasons = new LinkedHashMap<>();
        database.run(REASONS).forEach(row -> reasons.put(row.getString(0), row.getLong(1)));
        return reasons;
    }

    private static List<Item> items(Iterable<Row> rows) {
        List<Item> items = new ArrayList<>();
        for (Row row : rows) {
            items.add(new Item(
                    new PersonKey(row.getUUID(0)),
                    row.getInteger(1),
                    row.getInteger(2),
                    CaseState.valueOf(row.getString(3)),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getOffsetDateTime(9) == null
                            ? null
                            : row.getOffsetDateTime(9).toInstant(),
                    row.getString(10),
                    row.getString(11)));
        }
        return items;
    }
}
