package canbao.sms;

import canbao.model.Fen;
import canbao.model.PersonKey;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;

/**
 * Asks, inside the claiming transaction, who of these persons still owes, and how much. It locks their cases, so that a payment either
 * commits before the claim and is seen, or after it.
 */
@FunctionalInterface
public interface StillDue {
    Map<PersonKey, Fen> stillDue(SqlConnection transaction, Collection<PersonKey> persons, int coverageYear);
}
