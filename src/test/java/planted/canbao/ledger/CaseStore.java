package planted.canbao.ledger;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.sql.Connection;
import java.util.function.Function;

/** A store may speak SQL, in its nested classes and lambdas too. */
public record CaseStore(SqlConnection connection, Connection bulk) {
    Function<Row, Case> reader() {
        return row -> new Case(row);
    }

    record Case(Row row) {}
}
