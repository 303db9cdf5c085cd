package canbao.io.kafka;

import java.util.Optional;

/**
 * How far one partition has been handled: the next offset, with the identity of the topic and the epoch of the leader
 * that gave it. An offset alone would silently skip records after a topic was lost and made again.
 */
public record Position(String topic, int partition, String topicId, long nextOffset, Optional<Integer> leaderEpoch) {}
