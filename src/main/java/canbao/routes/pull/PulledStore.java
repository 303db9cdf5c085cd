package canbao.routes.pull;

import canbao.io.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;

/** What an agency's address answered last; written after the inbox's commit. */
public final class PulledStore {
    private static final String FIND = "SELECT etag, last_modified, digest FROM pulled WHERE place = $1";
    private static final String KEEP = """
            INSERT INTO pulled (place, etag, last_modified, digest) VALUES ($1, $2, $3, $4)
            ON CONFLICT (place) DO UPDATE
              SET etag = excluded.etag, last_modified = excluded.last_modified, digest = excluded.digest
            """;

    private final Database database;

    public PulledStore(Database database) {
        this.database = database;
    }

    /** An answer by its marks; empty texts where the server gave none. */
    @SuppressWarnings("ArrayRecordComponent")
    record Pulled(String etag, String lastModified, byte[] digest) {
        static final Pulled NOTHING = new Pulled("", "", new byte[0]);

        boolean isOf(byte[] otherDigest) {
            return Arrays.equals(digest, otherDigest);
        }
    }

    Pulled last(String place) {
        RowSet<Row> rows = database.run(FIND, Tuple.of(place));
        if (rows.size() == 0) {
            return Pulled.NOTHING;
        }
        Row row = rows.iterator().next();
        return new Pulled(
                row.getString("etag"),
                row.getString("last_modified"),
                row.getBuffer("digest").getBytes());
    }

    void keep(String place, Pulled pulled) {
        database.run(KEEP, Tuple.of(place, pulled.etag(), pulled.lastModified(), Buffer.buffer(pulled.digest())));
    }
}
