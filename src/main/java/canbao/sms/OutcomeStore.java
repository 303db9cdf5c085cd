package canbao.sms;

import canbao.io.Database;
import canbao.io.LeaseStore;
import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.GatewayEvent.Answered;
import canbao.sms.gateway.GatewayEvent.Receipt;
import canbao.sms.gateway.GatewayEvent.Reply;
import canbao.sms.gateway.OptOut;
import canbao.sms.gateway.ReceiptMeaning;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What became of one account's attempts: answers, receipts, replies, and the attempts of owners that died. */
final class OutcomeStore {
    private static final String TAKE_OVER = """
            WITH dead AS (
              UPDATE attempt SET state = 'IN_DOUBT', answered_at = clock_timestamp(), result = 'OWNER_GONE'
              WHERE account = $1 AND epoch < $2 AND state = 'IN_FLIGHT' RETURNING message)
            UPDATE message SET state = 'IN_DOUBT', reason = 'OWNER_GONE', changed_at = clock_timestamp()
            WHERE id IN (SELECT message FROM dead) AND state = 'IN_FLIGHT'
            """;
    private static final String GIVE_UP_WAITING = """
            UPDATE attempt SET state = 'UNRESOLVED'
            WHERE account = $1 AND state = 'IN_DOUBT' AND written_at < clock_timestamp() - $2 * interval '1 millisecond'
            """;
    private static final String LIST_UNREPORTED = """
            UPDATE message SET state = 'IN_DOUBT', reason = 'NO_RECEIPT', changed_at = clock_timestamp()
            WHERE state = 'ACCEPTED' AND changed_at < clock_timestamp() - $2 * interval '1 millisecond'
              AND EXISTS (SELECT 1 FROM attempt a WHERE a.message = message.id AND a.n = message.attempts
                          AND a.account = $1)
            """;
    private static final String ANSWER_ATTEMPTS = """
            UPDATE attempt a SET state = new.state, result = new.result, answered_at = clock_timestamp()
            FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) AS new (message, n, state, result)
            WHERE a.message = new.message AND a.n = new.n AND a.state IN ('IN_FLIGHT', 'IN_DOUBT', 'UNRESOLVED')
            """;
    /** Only the newest attempt speaks for its message, and nothing overrules a receipt. */
    private static final String ANSWER_MESSAGES = """
            UPDATE message m SET reason = new.reason, changed_at = clock_timestamp(),
                   state = CASE WHEN new.state = 'PLANNED' AND m.refusals + new.refused >= $6 THEN 'FAILED'
                                ELSE new.state END,
                   refusals = m.refusals + new.refused,
                   not_before = CASE WHEN new.refused = 0 THEN m.not_before ELSE clock_timestamp()
                     + least($7 * power(2, least(m.refusals, 10)), 60000) * interval '1 millisecond' END
            FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::int[]) AS new (id, n, state, reason, refused)
            WHERE m.id = new.id AND m.attempts = new.n AND m.state IN ('IN_FLIGHT', 'IN_DOUBT')
            """;

    private static final String GATEWAY_IDS = """
            INSERT INTO gateway_message (account, gateway_id, message, n)
            SELECT $4, * FROM unnest($1::bigint[], $2::uuid[], $3::int[])
            ON CONFLICT (account, gateway_id) DO UPDATE SET message = excluded.message, n = excluded.n
            """;
    private static final String RECEIPTS = """
            INSERT INTO delivery_receipt (account, gateway_id, stat, meaning, phone_key)
            SELECT DISTINCT $5, * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::uuid[])
            ON CONFLICT DO NOTHING
            """;
    private static final String OPT_OUTS =
            "INSERT INTO opt_out (phone_key) SELECT DISTINCT * FROM unnest($1::uuid[]) ON CONFLICT DO NOTHING";

    private final Database database;
    private final String account;
    private final SendingRules rules;
    private final Function<String, UUID> phoneKey;

    OutcomeStore(Database database, String account, SendingRules rules, Function<String, UUID> phoneKey) {
        this.database = database;
        this.account = account;
        this.rules = rules;
        this.phoneKey = phoneKey;
    }

    /** Holds the attempts of earlier epochs in doubt; false when the lease is lost already. */
    boolean takeOver(String lease, long epoch) {
        return database.inTransaction(transaction -> {
            if (!LeaseStore.held(transaction, lease, epoch)) {
                return false;
            }
            Database.run(transaction, TAKE_OVER, Tuple.of(account, epoch));
            ReceiptStore.match(transaction, account);
            return true;
        });
    }

    /**
     * Stops waiting for receipts that are too late to come. What was accepted and never reported is listed as in doubt;
     * what was in doubt stays so, and its phone is free again.
     */
    void giveUpWaiting() {
        Duration horizon = rules.doubtHorizon();
        database.run(GIVE_UP_WAITING, Tuple.of(account, horizon.toMillis()));
        database.run(LIST_UNREPORTED, Tuple.of(account, horizon.toMillis()));
    }

    /** Stores what the gateway said, in one transaction. */
    void record(List<GatewayEvent> events) {
        database.inTransactionDo(transaction -> {
            storeReceipts(transaction, only(events, Receipt.class));
            storeReplies(transaction, only(events, Reply.class));
            storeAnswers(transaction, only(events, Answered.class));
            ReceiptStore.match(transaction, account);
        });
    }

    private void storeReceipts(SqlConnection transaction, List<Receipt> receipts) {
        if (!receipts.isEmpty()) {
            Database.run(
                    transaction,
                    RECEIPTS,
                    Tuple.of(
                            receipts.stream().map(Receipt::gatewayId).toArray(Long[]::new),
                            receipts.stream().map(Receipt::stat).toArray(String[]::new),
                            receipts.stream()
                                    .map(receipt ->
                                            ReceiptMeaning.of(receipt.stat()).name())
                                    .toArray(String[]::new),
                            receipts.stream()
                                    .map(receipt -> phoneKey.apply(receipt.phone()))
                                    .toArray(UUID[]::new),
                            account));
        }
    }

    private void storeReplies(SqlConnection transaction, List<Reply> replies) {
        UUID[] refusing = replies.stream()
                .filter(reply -> OptOut.in(reply.text()))
                .map(reply -> phoneKey.apply(reply.phone()))
                .toArray(UUID[]::new);
        if (refusing.length > 0) {
            Database.run(transaction, OPT_OUTS, Tuple.of(refusing));
        }
    }

    private void storeAnswers(SqlConnection transaction, List<Answered> answers) {
        if (answers.isEmpty()) {
            return;
        }
        UUID[] messages = answers.stream().map(Answered::message).toArray(UUID[]::new);
        Integer[] attempts = answers.stream().map(Answered::attempt).toArray(Integer[]::new);
        List<AnswerMeaning> meanings = answers.stream()
                .map(answer -> AnswerMeaning.of(answer.result()))
                .toList();
        String[] results = meanings.stream().map(AnswerMeaning::reason).toArray(String[]::new);
        String[] attemptStates =
                meanings.stream().map(AnswerMeaning::attemptState).toArray(String[]::new);
        Database.run(transaction, ANSWER_ATTEMPTS, Tuple.of(messages, attempts, attemptStates, results));
        Database.run(transaction, ANSWER_MESSAGES, Tuple.from(new Object[] {
            messages,
            attempts,
            meanings.stream().map(m -> m.messageState().name()).toArray(String[]::new),
            results,
            meanings.stream().map(AnswerMeaning::refused).toArray(Integer[]::new),
            rules.refusalLimit(),
            rules.refusalPause().toMillis()
        }));
        storeGatewayIds(transaction, answers, meanings);
    }

    private void storeGatewayIds(SqlConnection transaction, List<Answered> answers, List<AnswerMeaning> meanings) {
        record Id(long gatewayId, Answered answer) {}
        List<Id> ids = java.util.stream.IntStream.range(0, answers.size())
                .boxed()
                .flatMap(i -> meanings.get(i).gatewayIds().stream().map(id -> new Id(id, answers.get(i))))
                .toList();
        if (!ids.isEmpty()) {
            Database.run(
                    transaction,
                    GATEWAY_IDS,
                    Tuple.of(
                            ids.stream().map(Id::gatewayId).toArray(Long[]::new),
                            ids.stream().map(id -> id.answer().message()).toArray(UUID[]::new),
                            ids.stream().map(id -> id.answer().attempt()).toArray(Integer[]::new),
                            account));
        }
    }

    private static <E extends GatewayEvent> List<E> only(List<GatewayEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
