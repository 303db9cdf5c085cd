package planted.canbao.ledger;

import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Consumer;

/** Joins stores in one transaction without speaking itself. */
public record PassesTransaction(List<Consumer<SqlConnection>> stores) {
    void all(SqlConnection transaction) {
        stores.forEach(store -> store.accept(transaction));
    }
}
