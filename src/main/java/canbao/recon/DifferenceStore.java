package canbao.recon;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Differences as staff see and settle them. */
public final class DifferenceStore {
    private static final String READ = """
            SELECT id, person, coverage_year, product, kind, source, ours, theirs, state, assignee, opened_at, closed_at,
                   closed_by, result, note FROM recon_difference
            """;
    private static final String LIST = READ + """
             WHERE id > $1 AND ($2 = '' OR state = $2) AND ($3 = '' OR kind = $3) AND ($4 = '' OR assignee = $4)
            ORDER BY id LIMIT $5
            """;
    private static final String FIND = READ + " WHERE id = $1";
    private static final String ASSIGN = "UPDATE recon_difference SET assignee = ? WHERE id = ? AND state = 'OPEN'";
    private static final String CLOSE = """
            UPDATE recon_difference SET state = 'CLOSED', result = 'SETTLED', closed_at = ?, closed_by = ?, note = ?
            WHERE id = ? AND state = 'OPEN' RETURNING person
            """;

    private final Database database;

    public DifferenceStore(Database database) {
        this.database = database;
    }

    /**
     * Which ones to list; empty texts for all.
     *
     * @param state a {@link Difference.State}
     * @param kind a {@link Kind}
     */
    public record Filter(String state, String kind, String assignee) {}

    /** By their number, after one. */
    public List<Difference> list(Filter filter, long after, int limit) {
        Tuple values = Tuple.of(after, filter.state, filter.kind, filter.assignee, limit);
        return database.run(LIST, values).stream().map(DifferenceStore::read).toList();
    }

    public Optional<Difference> find(long difference) {
        return database.run(FIND, Tuple.of(difference)).stream()
                .map(DifferenceStore::read)
                .findFirst();
    }

    static boolean assign(Bulk transaction, long difference, String assignee) {
        return transaction.run(ASSIGN, assignee, difference) == 1;
    }

    /** Returns whose it was; nothing when it was not open. */
    static Optional<PersonKey> close(Bulk transaction, long difference, Actor actor, String why, Instant at) {
        List<PersonKey> closed = new ArrayList<>(1);
        transaction.query(
                CLOSE,
                row -> closed.add(new PersonKey(row.getObject(1, UUID.class))),
                at.atOffset(ZoneOffset.UTC),
                actor.toString(),
                why,
                difference);
        return closed.stream().findFirst();
    }

    private static Difference read(Row row) {
        @Nullable OffsetDateTime closed = row.getOffsetDateTime(11);
        @Nullable String result = row.getString(13);
        return new Difference(
                row.getLong(0),
                new PersonKey(row.getUUID(1)),
                row.getInteger(2),
                row.getInteger(3),
                Kind.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Difference.State.valueOf(row.getString(8)),
                row.getString(9),
                row.getOffsetDateTime(10).toInstant(),
                closed == null ? null : closed.toInstant(),
                row.getString(12),
                result == null ? null : Difference.Result.valueOf(result),
                row.getString(14));
    }
}
