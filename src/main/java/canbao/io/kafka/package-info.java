/** Kafka: topics, the outbox relay, and consumers whose position lives in PostgreSQL. */
@NullMarked
package canbao.io.kafka;

import org.jspecify.annotations.NullMarked;
