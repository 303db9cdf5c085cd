package canbao.registry;

import canbao.io.Database;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Whom the rows of a feed speak of. */
public final class OwnerStore {
    private static final String OWNERS = """
            SELECT fact.row_key, fact.person FROM fact JOIN scope ON scope.id = fact.scope
            WHERE scope.feed = $1 AND scope.name = $2 AND fact.row_key = ANY($3)
            """;

    private final Database database;

    public OwnerStore(Database database) {
        this.database = database;
    }

    /** The person of each row that is known, also of withdrawn ones. */
    public Map<UUID, PersonKey> owners(FeedId feed, String scope, Collection<UUID> rowKeys) {
        Map<UUID, PersonKey> owners = new HashMap<>();
        for (Row row : database.run(OWNERS, Tuple.of(feed.toString(), scope, rowKeys.toArray(UUID[]::new)))) {
            owners.put(row.getUUID(0), new PersonKey(row.getUUID(1)));
        }
        return owners;
    }
}
