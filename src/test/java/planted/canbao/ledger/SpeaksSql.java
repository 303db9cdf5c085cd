package planted.canbao.ledger;

import io.vertx.sqlclient.Tuple;

public final class SpeaksSql {
    private SpeaksSql() {}

    static int size(Object values) {
        return values instanceof Tuple tuple ? tuple.size() : 0;
    }
}
