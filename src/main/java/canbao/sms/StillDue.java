package canbao.sms;

import canbao.model.Fen;
import canbao.model.message.Reminder;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks, inside the claiming transaction, of whom a text is still right, and how much he owes. It locks their cases, so that a
 * payment either commits before the claim and is seen, or after it.
 */
@FunctionalInterface
public interface StillDue {
    Map<Told, Fen> stillDue(SqlConnection transaction, Collection<Told> told);

    /**
     * What somebody is about to be told.
     *
     * @param lastOn the last day of its text; null for one planned before that was kept
     */
    record Told(Reminder reminder, @Nullable LocalDate lastOn) {}
}
