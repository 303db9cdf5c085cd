package canbao.sms;

import canbao.io.Database;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Finds the attempt that a stored receipt speaks of: by the gateway's id, or, when that never reached us, by the phone of
 * the one attempt in doubt. A message is delivered when each of its segments is, and failed when one has failed.
 */
final class ReceiptStore {
    /** Sound because an account has at most one unresolved attempt to a phone. */
    private static final String LEARN = """
            INSERT INTO gateway_message (account, gateway_id, message, n)
            SELECT DISTINCT r.account, r.gateway_id, a.message, a.n
            FROM delivery_receipt r
            JOIN attempt a ON a.account = r.account AND a.phone_key = r.phone_key AND a.state = 'IN_DOUBT'
                          AND r.received_at >= a.written_at
            WHERE r.account = $1 AND NOT r.matched AND r.received_at > clock_timestamp() - interval '7 days'
              AND NOT EXISTS (SELECT 1 FROM gateway_message g
                              WHERE g.account = r.account AND g.gateway_id = r.gateway_id)
            ON CONFLICT DO NOTHING
            """;

    private static final String MATCH = """
            UPDATE delivery_receipt r SET matched = true
            FROM gateway_message g
            WHERE r.account = $1 AND NOT r.matched AND r.received_at > clock_timestamp() - interval '7 days'
              AND g.account = r.account AND g.gateway_id = r.gateway_id
            RETURNING g.message
            """;
    private static final String CONCLUDE = """
            WITH segment AS (
              SELECT g.message, g.account, g.gateway_id,
                     bool_or(r.meaning = 'DELIVERED') AS delivered,
                     min(r.stat) FILTER (WHERE r.meaning = 'FAILED') AS failure
              FROM gateway_message g
              JOIN message m ON m.id = g.message AND m.attempts = g.n
              JOIN delivery_receipt r ON r.account = g.account AND r.gateway_id = g.gateway_id
              WHERE g.message = ANY ($1::uuid[]) GROUP BY 1, 2, 3),
            outcome AS (
              SELECT message, count(*) FILTER (WHERE delivered) AS delivered,
                     min(failure) FILTER (WHERE NOT delivered) AS failure
              FROM segment GROUP BY message)
            UPDATE message m SET changed_at = clock_timestamp(), reason = coalesce(o.failure, ''),
                   state = CASE WHEN o.failure IS NULL THEN 'DELIVERED' ELSE 'FAILED' END
            FROM outcome o
            WHERE m.id = o.message AND m.state IN ('ACCEPTED', 'IN_DOUBT')
              AND (o.failure IS NOT NULL OR o.delivered >= m.segments)
            RETURNING m.id
            """;
    private static final String RESOLVE = """
            UPDATE attempt SET state = 'ACCEPTED' WHERE message = ANY ($1::uuid[]) AND state IN ('IN_DOUBT', 'UNRESOLVED')
            """;

    private ReceiptStore() {}

    /** Applies every stored receipt that has become matchable. */
    static void match(SqlConnection transaction, String account) {
        Database.run(transaction, LEARN, Tuple.of(account));
        UUID[] touched = uuids(transaction, MATCH, account);
        if (touched.length > 0) {
            UUID[] concluded = uuids(transaction, CONCLUDE, touched);
            Database.run(transaction, RESOLVE, Tuple.of(concluded));
        }
    }

    private static UUID[] uuids(SqlConnection transaction, String sql, Object value) {
        return MessageStore.rows(Database.run(transaction, sql, Tuple.of(value)))
                .map(row -> row.getUUID(0))
                .distinct()
                .toArray(UUID[]::new);
    }
}
