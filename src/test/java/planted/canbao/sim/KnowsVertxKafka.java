package planted.canbao.sim;

import io.vertx.kafka.client.producer.KafkaProducer;

public record KnowsVertxKafka(KafkaProducer<String, String> producer) {}
