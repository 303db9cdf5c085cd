package planted.canbao.ledger;

import io.vertx.sqlclient.SqlConnection;

public final class QueriesTransaction {
    private QueriesTransaction() {}

    /** In a lambda, where it hides. */
    static Runnable speak(SqlConnection transaction) {
        return () -> transaction.query("SELECT 1").execute().await();
    }
}
