package planted.canbao.registry;

import org.apache.kafka.common.TopicPartition;

public record KnowsKafka(TopicPartition partition) {}
