package canbao.io.kafka;

import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;

/** Writes texts to one topic, each safely stored before the call returns. */
public final class TopicWriter implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<Buffer, Buffer> producer;

    /** Makes the topic when it is missing. */
    public TopicWriter(Kafka kafka, String topic, int partitions) {
        kafka.topic(topic, partitions);
        this.topic = topic;
        this.producer = kafka.producer();
    }

    public void write(String key, String value) {
        producer.send(KafkaProducerRecord.create(topic, Buffer.buffer(key), Buffer.buffer(value)))
                .await();
    }

    @Override
    public void close() {
        producer.close().otherwiseEmpty().await();
    }
}
