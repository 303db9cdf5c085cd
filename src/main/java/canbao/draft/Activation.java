package canbao.draft;

import canbao.audit.AuditStore;
import canbao.draft.DraftStore.Due;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.model.Actor;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what was approved, and at the beginning of a draft's day has everybody decided anew, a page at a step; after a kill it goes on
 * where it was. The engine needs none of this to decide under the draft: the book is by days.
 */
public final class Activation {
    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);
    private static final UUID FIRST = new UUID(0, 0);
    // What was begun before midnight under the old version has been posted by then, and is found and decided again.
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Decides the people after this one again, a page of them, and says where it ended; nothing when nobody is left. */
    @FunctionalInterface
    public interface Everybody {
        Optional<UUID> after(UUID last);
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

    /** One page, or nothing; returns whether there may be more. */
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
        Due draft = due.get();
        // Every year that is worked on is decided, not only the newest; one that is not changes nobody yet.
        Optional<UUID> last = everybody.after(draft.progress() == null ? FIRST : draft.progress());
        if (last.isPresent()) {
            store.progress(draft.draft(), last.get());
        } else {
            finish(draft);
        }
        return true;
    }

    private void finish(Due draft) {
        boolean done = database.inBulk(transaction -> {
            boolean activated = DraftStore.activate(transaction, draft.draft(), clock.instant());
            if (activated) {
                JsonObject detail = new JsonObject().put("policy", draft.policy());
                audit.append(transaction, Actor.hub("policy"), "policy.activate", "draft/" + draft.draft(), detail);
            }
            return activated;
        });
        if (done) {
            LOG.atInfo().addKeyValue("policy", draft.policy()).log("a draft is in force, everybody is decided anew");
        }
    }
}
