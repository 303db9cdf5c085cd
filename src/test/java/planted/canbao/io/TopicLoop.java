package planted.canbao.io;

import io.vertx.kafka.client.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The one package that may know Kafka. */
public record TopicLoop(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {}
