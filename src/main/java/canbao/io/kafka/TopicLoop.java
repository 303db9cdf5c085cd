package canbao.io.kafka;

import canbao.io.Lease;
import canbao.io.LoopVerticle;
import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one partition under a lease: polls, hands the records over with the position before and after, and lets the
 * handler commit both with its effect. When the topic was lost or cut (other topic id, divergent epoch, offset out of
 * range) it starts the partition anew and asks for everything undecided to be published again from PostgreSQL.
 * {@link #step()} is run by one {@link LoopVerticle}.
 */
public final class TopicLoop {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Kafka kafka;
    private final Topic topic;
    private final PositionStore positions;
    private final Lease lease;
    private final Handler handler;
    private @Nullable Connection connection;
    private Position at;

    /** Which partition of which topic, and what to do when the topic was lost. */
    public record Topic(String name, int partitions, int partition, Runnable republish) {}

    /** Handles a poll's payloads and commits {@code to} in the transaction of the effect. */
    @FunctionalInterface
    public interface Handler {
        void handle(List<Buffer> payloads, Position from, Position to);
    }

    private record Connection(KafkaConsumer<Buffer, Buffer> consumer, Admin admin) {}

    public TopicLoop(Kafka kafka, Topic topic, PositionStore positions, Lease lease, Handler handler) {
        this.kafka = kafka;
        this.topic = topic;
        this.positions = positions;
        this.lease = lease;
        this.handler = handler;
        this.at = new Position(topic.name(), topic.partition(), "", 0, Optional.empty());
    }

    /** Polls once; true when records came. */
    public boolean step() {
        OptionalLong epoch = lease.hold();
        if (epoch.isEmpty()) {
            close();
            return false;
        }
        try {
            return poll(open());
        } catch (RuntimeException e) {
            close();
            if (truncated(e)) {
                startAnew(
                        kafka.topic(topic.name(), topic.partitions()),
                        e.getClass().getSimpleName());
                return true;
            }
            throw e;
        }
    }

    /** Leaves the broker; the next step connects again. */
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.admin().close(Duration.ZERO);
            open.consumer().close().otherwiseEmpty().await();
        }
    }

    private boolean poll(Connection open) {
        KafkaConsumerRecords<Buffer, Buffer> polled = open.consumer().poll(POLL).await();
        if (polled.isEmpty()) {
            return true;
        }
        // An open consumer reads on in a topic that was made again, from the old offset: records would be skipped.
        if (!kafka.topicId(open.admin(), topic.name()).equals(at.topicId())) {
            close();
            return true;
        }
        List<Buffer> payloads = new ArrayList<>(polled.size());
        Position to = at;
        for (ConsumerRecord<Buffer, Buffer> record : polled.records()) {
            payloads.add(record.value());
            to = new Position(at.topic(), at.partition(), at.topicId(), record.offset() + 1, record.leaderEpoch());
        }
        handler.handle(payloads, at, to);
        at = to;
        return true;
    }

    private Connection open() {
        Connection open = connection;
        if (open != null) {
            return open;
        }
        String topicId = kafka.topic(topic.name(), topic.partitions());
        Optional<Position> stored = positions.read(topic.name(), topic.partition());
        if (stored.isEmpty()) {
            at = positions.reset(topic.name(), topic.partition(), topicId);
        } else if (stored.get().topicId().equals(topicId)) {
            at = stored.get();
        } else {
            startAnew(topicId, "the topic has another id");
        }
        Connection opened = new Connection(kafka.consumer(), kafka.admin());
        connection = opened;
        opened.consumer()
                .assign(new TopicPartition(topic.name(), topic.partition()))
                .await();
        // Only the native class takes the leader epoch along.
        opened.consumer()
                .unwrap()
                .seek(
                        new org.apache.kafka.common.TopicPartition(topic.name(), topic.partition()),
                        new OffsetAndMetadata(at.nextOffset(), at.leaderEpoch(), ""));
        return opened;
    }

    private void startAnew(String topicId, String reason) {
        LOG.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("partition", topic.partition())
                .addKeyValue("reason", reason)
                .log("the topic lost records; publishing again from PostgreSQL");
        topic.republish().run();
        at = positions.reset(topic.name(), topic.partition(), topicId);
    }

    private static boolean truncated(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof OffsetOutOfRangeException
                || (cause instanceof KafkaException
                        && cause.getClass().getSimpleName().equals("LogTruncationException"));
    }
}
