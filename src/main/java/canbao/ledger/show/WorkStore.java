package canbao.ledger.show;

import canbao.io.Database;
import canbao.ledger.CaseState;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work list: cases that an office refused, that a difference holds, and orders that nobody has answered for too long. */
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
