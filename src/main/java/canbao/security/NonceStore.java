package canbao.security;

import canbao.io.Database;
import io.vertx.sqlclient.Tuple;

/** The nonces that signed requests have used, shared by all instances. */
public final class NonceStore {
    private static final String SPEND =
            "INSERT INTO nonce (key_id, nonce) VALUES ($1, $2) ON CONFLICT (key_id, nonce) DO NOTHING";
    // Twice the 300 s that a timestamp may lie ahead or behind, and as much again to spare.
    private static final String PRUNE = "DELETE FROM nonce WHERE seen_at < clock_timestamp() - interval '20 minutes'";

    private final Database database;

    public NonceStore(Database database) {
        this.database = database;
    }

    /** Uses the nonce up; false when somebody has done so before. */
    public boolean spend(String keyId, String nonce) {
        return database.run(SPEND, Tuple.of(keyId, nonce)).rowCount() == 1;
    }

    /** Forgets nonces whose timestamp is refused anyway; returns how many. Call it every few minutes. */
    public int prune() {
        return database.run(PRUNE).rowCount();
    }
}
