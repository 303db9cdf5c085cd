package canbao.io.kafka;

import canbao.io.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries wake-ups from the outbox to Kafka. Claims whatever is unsent, never "after the last id": a transaction that
 * commits late would be skipped. A crash between the send and the mark sends twice, which is harmless for a wake-up.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final int BATCH = 200;
    private static final String CLAIM = """
            SELECT id, topic, part, payload FROM outbox WHERE sent_at IS NULL
            ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
            """;
    private static final String MARK = "UPDATE outbox SET sent_at = clock_timestamp() WHERE id = ANY($1)";

    private static final String PURGE = "DELETE FROM outbox WHERE sent_at < clock_timestamp() - interval '1 day'";

    private final Database database;
    private final KafkaProducer<Buffer, Buffer> producer;

    public OutboxRelay(Database database, Kafka kafka) {
        this.database = database;
        this.producer = kafka.producer();
    }

    /** Sends one batch; true when there may be more. */
    public boolean step() {
        return database.inTransaction(this::sendClaimed) == BATCH;
    }

    /** Forgets wake-ups that were sent long ago. */
    public void purge() {
        database.run(PURGE);
    }

    @Override
    public void close() {
        producer.close().otherwiseEmpty().await();
    }

    private int sendClaimed(SqlConnection transaction) {
        RowSet<Row> rows = Database.run(transaction, CLAIM, Tuple.of(BATCH));
        List<Future<?>> sends = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (Row row : rows) {
            ids.add(row.getLong(0));
            sends.add(producer.send(
                    KafkaProducerRecord.create(row.getString(1), null, row.getBuffer(3), row.getInteger(2))));
        }
        if (!ids.isEmpty()) {
            Future.all(sends).await();
            Database.run(transaction, MARK, Tuple.of(ids.toArray(Long[]::new)));
        }
        return ids.size();
    }
}
