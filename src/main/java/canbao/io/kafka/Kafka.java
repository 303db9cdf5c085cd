package canbao.io.kafka;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.serialization.BufferDeserializer;
import io.vertx.kafka.client.serialization.BufferSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** One Kafka cluster: topics, producers and consumers with the settings that the hub relies on. */
public final class Kafka {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final String servers;

    /** @param servers {@code host:port,…} */
    public Kafka(Vertx vertx, String servers) {
        this.vertx = vertx;
        this.servers = servers;
    }

    public String servers() {
        return servers;
    }

    /**
     * Makes the topic if it is missing, then waits until every partition has a leader that answers: records produced
     * right after creation can otherwise be lost (KAFKA-15591). Returns the topic's id.
     */
    public String topic(String name, int partitions) {
        try (Admin admin = admin()) {
            create(admin, new NewTopic(name, Optional.of(partitions), Optional.empty()));
            return ready(admin, name);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka at " + servers + " does not answer for topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }

    Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                servers,
                "request.timeout.ms",
                "5000",
                "default.api.timeout.ms",
                String.valueOf(PATIENCE.toMillis())));
    }

    /** The id that the topic has now, which is another one when it was deleted and made again. */
    String topicId(Admin admin, String name) {
        try {
            return describe(admin, name).topicId().toString();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka at " + servers + " does not answer for topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }

    private static void create(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            // A leader that was just elected may still drop what it is sent.
            Thread.sleep(1_000);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private String ready(Admin admin, String name) throws InterruptedException, ExecutionException, TimeoutException {
        TopicDescription description = describe(admin, name);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        description.partitions().forEach(p -> ends.put(new TopicPartition(name, p.partition()), OffsetSpec.latest()));
        admin.listOffsets(ends).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return description.topicId().toString();
    }

    private TopicDescription describe(Admin admin, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        TopicDescription description = admin.describeTopics(List.of(name))
                .allTopicNames()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .get(name);
        if (description == null) {
            throw new IllegalStateException("Kafka at " + servers + " does not know topic " + name + " yet");
        }
        return description;
    }

    KafkaProducer<Buffer, Buffer> producer() {
        Map<String, String> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, BufferSerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, BufferSerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // A record of wake-ups has some 12 kB: by default each would be a request of its own.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        return KafkaProducer.create(vertx, settings);
    }

    /** A consumer that never commits to Kafka and refuses to guess where to start. */
    KafkaConsumer<Buffer, Buffer> consumer() {
        Map<String, String> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BufferDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BufferDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "8");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        return KafkaConsumer.create(vertx, settings);
    }
}
