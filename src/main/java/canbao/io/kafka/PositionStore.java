package canbao.io.kafka;

import canbao.io.Bulk;
import canbao.io.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Keeps {@link Position}s in the transaction of the effect. */
public final class PositionStore {
    private static final String READ =
            "SELECT topic_id, next_offset, leader_epoch FROM position WHERE topic = $1 AND part = $2";
    private static final String RESET = """
            INSERT INTO position (topic, part, topic_id, next_offset, leader_epoch) VALUES ($1, $2, $3, 0, NULL)
            ON CONFLICT (topic, part) DO UPDATE SET topic_id = excluded.topic_id, next_offset = 0, leader_epoch = NULL
            """;
    private static final String ADVANCE = """
            UPDATE position SET next_offset = ?, leader_epoch = ?
            WHERE topic = ? AND part = ? AND topic_id = ? AND next_offset = ?
            """;

    private final Database database;

    public PositionStore(Database database) {
        this.database = database;
    }

    public Optional<Position> read(String topic, int partition) {
        RowSet<Row> rows = database.run(READ, Tuple.of(topic, partition));
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(new Position(
                topic, partition, row.getString(0), row.getLong(1), Optional.ofNullable(row.getInteger(2))));
    }

    /** Starts a partition of a new topic at its beginning. */
    public Position reset(String topic, int partition, String topicId) {
        database.run(RESET, Tuple.of(topic, partition, topicId));
        return new Position(topic, partition, topicId, 0, Optional.empty());
    }

    /** Moves on by compare-and-set; throws {@link LostPosition} when another consumer was faster. */
    public static void advance(Bulk transaction, Position from, Position to) {
        int advanced = transaction.run(
                ADVANCE,
                to.nextOffset(),
                to.leaderEpoch().orElse(null),
                from.topic(),
                from.partition(),
                from.topicId(),
                from.nextOffset());
        if (advanced != 1) {
            throw new LostPosition(from);
        }
    }

    /** Another consumer has moved the position: this transaction must not commit. */
    public static final class LostPosition extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostPosition(Position position) {
            super("the position of " + position.topic() + "/" + position.partition() + " is no longer "
                    + position.nextOffset() + ": another consumer moved it");
        }
    }
}
