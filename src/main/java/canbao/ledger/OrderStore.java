package canbao.ledger;

import static canbao.ledger.CaseStore.column;

import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.io.Database;
import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.Premium;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Orders to the insurer and the tax bureau: queued with their entry, sent one at a time per case, closed by an answer. */
public final class OrderStore {
    private static final String QUEUE = "enrolment_order (person, coverage_year, product, ordinal, destination, action,"
            + " category, personal_fen, subsidy_fen, fiscal_fen, minor, pupil, flag_was, flag_was_end, flag_begin,"
            + " flag_end, cover_from, waiting_months)";
    private static final String ANSWER = """
            UPDATE enrolment_order AS o SET state = new.state, code = new.code, answered_at = clock_timestamp()
            FROM unnest(?::uuid[], ?::int[], ?::int[], ?::int[], ?::text[], ?::text[])
              AS new(person, coverage_year, product, ordinal, state, code)
            WHERE o.person = new.person AND o.coverage_year = new.coverage_year AND o.product = new.product
              AND o.ordinal = new.ordinal AND o.state IN ('QUEUED', 'SENT')
            """;
    // Written before anything leaves: an order that was dropped or frozen in the meantime is not among those returned.
    private static final String LEAVING = """
            UPDATE enrolment_order AS o SET sent_at = clock_timestamp()
            FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) AS new(person, coverage_year, product, ordinal)
            WHERE o.person = new.person AND o.coverage_year = new.coverage_year AND o.product = new.product
              AND o.ordinal = new.ordinal AND o.state = 'QUEUED'
              AND NOT EXISTS (
                SELECT FROM frozen_case AS f
                WHERE f.person = o.person AND f.coverage_year = o.coverage_year AND f.product = o.product)
            RETURNING o.person, o.coverage_year, o.product, o.ordinal
            """;
    private static final String SENT = """
            UPDATE enrolment_order AS o SET state = 'SENT', sent_at = clock_timestamp()
            FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) AS new(person, coverage_year, product, ordinal)
            WHERE o.person = new.person AND o.coverage_year = new.coverage_year AND o.product = new.product
              AND o.ordinal = new.ordinal AND o.state = 'QUEUED'
            """;

    private final Database database;

    public OrderStore(Database database) {
        this.database = database;
    }

    static void queue(Bulk transaction, List<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        try (CopyWriter rows = transaction.copyIn(QUEUE)) {
            for (Order o : orders) {
                rows.row(18)
                        .uuid(o.person().value())
                        .int4(o.coverageYear())
                        .int4(o.product())
                        .int4(o.ordinal());
                rows.text(o.destination().name()).text(o.action().name()).text(o.category());
                CaseStore.premium(rows, o.premium());
                Order.Edge edge = o.edge();
                rows.bool(edge.minor()).bool(edge.pupil()).text(edge.was());
                rows.date(edge.wasEnd()).date(edge.begin()).date(edge.end()).date(edge.coverFrom());
                rows.int4(edge.waitingMonths());
            }
        }
    }

    static void answer(Bulk transaction, List<Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        transaction.run(
                ANSWER,
                column(answers, UUID[]::new, a -> a.person().value()),
                column(answers, Integer[]::new, Answer::coverageYear),
                column(answers, Integer[]::new, Answer::product),
                column(answers, Integer[]::new, Answer::ordinal),
                column(answers, String[]::new, a -> a.ok() ? "DONE" : "REFUSED"),
                column(answers, String[]::new, Answer::code));
    }

    /**
     * Whose turn it is. The next of a case waits until the one before it is answered, a frozen case until it is thawed. The office
     * stands in the text, because each has a queue, an index, of its own.
     */
    private static String ready(Destination destination) {
        return """
                SELECT person, coverage_year, product, ordinal, action, category, personal_fen, subsidy_fen, fiscal_fen,
                  minor, pupil, flag_was, flag_was_end, flag_begin, flag_end, cover_from, waiting_months
                FROM enrolment_order AS o
                WHERE destination = '%s' AND state = 'QUEUED' AND NOT EXISTS (
                    SELECT 1 FROM enrolment_order AS earlier
                    WHERE earlier.person = o.person AND earlier.coverage_year = o.coverage_year
                      AND earlier.product = o.product AND earlier.ordinal < o.ordinal
                      AND earlier.state IN ('QUEUED', 'SENT'))
                  AND NOT EXISTS (
                    SELECT FROM frozen_case AS f
                    WHERE f.person = o.person AND f.coverage_year = o.coverage_year AND f.product = o.product)
                LIMIT $1
                """.formatted(destination);
    }

    /** Orders that may leave now, at most so many. */
    public List<Order> ready(Destination destination, int limit) {
        return database.run(ready(destination), Tuple.of(limit)).stream()
                .map(row -> new Order(
                        new PersonKey(row.getUUID(0)),
                        row.getInteger(1),
                        row.getInteger(2),
                        row.getInteger(3),
                        destination,
                        Action.valueOf(row.getString(4)),
                        row.getString(5),
                        new Premium(new Fen(row.getLong(6)), new Fen(row.getLong(7)), new Fen(row.getLong(8))),
                        new Order.Edge(
                                row.getBoolean(9),
                                row.getBoolean(10),
                                row.getString(11),
                                row.getLocalDate(12),
                                row.getLocalDate(13),
                                row.getLocalDate(14),
                                row.getLocalDate(15),
                                row.getInteger(16))))
                .toList();
    }

    /** Notes that these are about to leave; returns those that still may. */
    public List<Order> leaving(List<Order> orders) {
        Set<String> may = new HashSet<>();
        for (Row row : database.run(LEAVING, keys(orders))) {
            may.add(Case.orderKey(
                    new PersonKey(row.getUUID(0)), row.getInteger(1), row.getInteger(2), row.getInteger(3)));
        }
        return orders.stream().filter(order -> may.contains(order.key())).toList();
    }

    /** Notes that these have left. */
    public void sent(List<Order> orders) {
        database.run(SENT, keys(orders));
    }

    private static Tuple keys(List<Order> orders) {
        return Tuple.tuple()
                .addValue(column(orders, UUID[]::new, o -> o.person().value()))
                .addValue(column(orders, Integer[]::new, Order::coverageYear))
                .addValue(column(orders, Integer[]::new, Order::product))
                .addValue(column(orders, Integer[]::new, Order::ordinal));
    }
}
