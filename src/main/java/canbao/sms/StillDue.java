package canbao.sms;

import canbao.model.PersonKey;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Set;

/**
 * Asks, inside the claiming transaction, who of these persons still owes. It locks their cases, so that a payment either
 * commits before the claim and is seen, or after it.
 */
@FunctionalInterface
public interface StillDue {
    Set<PersonKey> stillDue(SqlConnection transaction, Collection<PersonKey> persons, int coverageYear);
}
