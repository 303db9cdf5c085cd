package planted.canbao.runtime;

import org.apache.kafka.common.TopicPartition;

public record KnowsKafka(TopicPartition partition) {}
