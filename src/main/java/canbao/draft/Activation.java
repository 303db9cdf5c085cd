package canbao.draft;

import canbao.audit.AuditStore;
import canbao.draft.DraftStore.Due;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.model.Actor;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what was approved, and at the beginning of a draft's day has everybody decided anew. The engine needs none of this
 * to decide under the draft: the book is by days.
 */
public final class Activation {
    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);
    // What was begun before midnight under the old version has been posted by then, and is found and decided again.
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Has everybody decided anew for a year under the version that comes into force, once the transaction has committed. */
    @FunctionalInterface
    public interface Everybody {
        void again(Bulk transaction, int coverageYear, String policy, String reason);
    }

    private final Database database;
    private final DraftStore store;
    private final LiveBook book;
    private final Lease lease;
    private final Everybody everybody;
    private final AuditStore audit;
    private final Clock clock;

    /** @param clock in the pool area's time zone */
    public Activation(
            Database database, LiveBook book, Lease lease, Everybody everybody, AuditStore audit, Clock clock) {
        this.database = database;
        this.store = new DraftStore(database);
        this.book = book;
        this.lease = lease;
        this.everybody = everybody;
        this.audit = audit;
        this.clock = clock;
    }

    /** Brings one draft into force whose day has come; false when there is none. */
    public boolean step() {
        book.refresh();
        if (lease.hold().isEmpty()) {
            return false;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant().minus(GRACE), clock.getZone());
        Optional<Due> due = store.due(today);
        if (due.isEmpty()) {
            return false;
        }
        activate(due.get());
        return true;
    }

    private void activate(Due draft) {
        String name = "draft/" + draft.draft();
        boolean done = database.inBulk(transaction -> {
            boolean activated = DraftStore.activate(transaction, draft.draft(), clock.instant());
            if (activated) {
                JsonObject detail = new JsonObject().put("policy", draft.policy());
                audit.append(transaction, Actor.hub("policy"), "policy.activate", name, detail);
                everybody.again(transaction, draft.coverageYear(), draft.policy(), name);
            }
            return activated;
        });
        if (done) {
            LOG.atInfo().addKeyValue("policy", draft.policy()).log("a draft is in force, everybody is decided anew");
        }
    }
}
