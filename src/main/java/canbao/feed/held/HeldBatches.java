package canbao.feed.held;

import canbao.audit.AuditStore;
import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.batch.BatchReading;
import canbao.feed.batch.Changes.Page;
import canbao.feed.batch.Trial;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.Wording;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Batches of which a person must say whether they are to be applied: what would happen and to whom; one person asks for
 * exactly that, another one approves or refuses it, each with a reason. The loop applies what was approved.
 */
public final class HeldBatches {
    private static final Set<String> WAITING = Set.of("OPEN", "CHANGED");

    private final Database database;
    private final HeldStore store;
    private final InboxStore inbox;
    private final BatchReading reading;
    private final People people;
    private final AuditStore audit;
    private final InstantSource clock;

    public HeldBatches(
            Database database,
            InboxStore inbox,
            BatchReading reading,
            People people,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.store = new HeldStore(database);
        this.inbox = inbox;
        this.reading = reading;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A batch that waits, with the counts of its first reading.
     *
     * @param state HELD, or APPLIED when only its withdrawals wait
     * @param hold OPEN, CHANGED since it was shown, or APPROVED and about to be read
     */
    public record Held(
            long batch,
            String feed,
            Instant asOf,
            Instant receivedAt,
            String state,
            String hold,
            String reason,
            int rows,
            int added,
            int changed,
            int withdrawals,
            @Nullable String askedBy,
            @Nullable Instant askedAt) {}

    /** What was asked last of a batch, and what was said to it. */
    public record Request(
            String digest,
            int added,
            int changed,
            int withdrawn,
            String reason,
            String askedBy,
            Instant askedAt,
            String state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String decision) {}

    /**
     * What would happen if the batch were applied now, and to whom.
     *
     * @param refusal why it cannot be read; an empty text when it can
     * @param digest lower-case hex SM3 of the sorted changes: what an approval is for
     * @param changedSinceAsked whether it is no longer what was asked for
     * @param next where the next page of people begins; 0 when there is none
     */
    public record Shown(
            long batch,
            String feed,
            String state,
            String hold,
            Instant asOf,
            int contractVersion,
            String refusal,
            int rows,
            int rejected,
            int added,
            int changed,
            int withdrawn,
            int unchanged,
            int stale,
            String digest,
            @Nullable Request request,
            boolean changedSinceAsked,
            List<People.Masked> people,
            int next) {}

    /** What came of asking or deciding. */
    public sealed interface Outcome {
        record Done(long batch, String hold) implements Outcome {}

        record Refused(String rule, Wording message, Wording fix) implements Outcome {}
    }

    /** Batches after a number. */
    public List<Held> list(long after, int limit) {
        return store.list(after, limit);
    }

    /** What would happen, and a page of whom it concerns; empty when there is no such batch. Takes as long as reading it. */
    public Optional<Shown> show(long batch, Page page) {
        return inbox.find(batch).map(stored -> shown(stored, page));
    }

    private Shown shown(Stored stored, Page page) {
        Trial.Difference difference = new Trial(database, reading).of(stored, reading.fitting(stored), true, page);
        Request request = store.request(stored.id()).orElse(null);
        return new Shown(
                stored.id(),
                stored.feed().toString(),
                stored.standing().state(),
                stored.standing().hold(),
                stored.asOf(),
                difference.contractVersion(),
                difference.refusal() == null ? "" : difference.refusal().rule(),
                difference.rows(),
                difference.rejected(),
                difference.added(),
                difference.changed(),
                difference.withdrawn(),
                difference.unchanged(),
                difference.stale(),
                difference.digest(),
                request,
                request != null && !request.digest().equals(difference.digest()),
                people.masked(stored.feed(), difference.concerned()),
                difference.next());
    }

    /** Asks that a batch be applied as it was shown. */
    public Outcome ask(Actor actor, long batch, String digest, String reason) {
        Optional<Shown> found = show(batch, Page.NONE);
        if (found.isEmpty()) {
            return Refusals.NOT_HELD;
        }
        Shown shown = found.get();
        if (!shown.refusal().isEmpty()) {
            return Refusals.UNREADABLE;
        }
        if (!shown.digest().equals(digest)) {
            return Refusals.CHANGED;
        }
        return database.inBulk(bulk -> {
            if (!WAITING.contains(HeldStore.lock(bulk, batch))) {
                return Refusals.NOT_HELD;
            }
            HeldStore.ask(bulk, batch, shown, actor, clock.instant(), reason);
            JsonObject detail = new JsonObject()
                    .put("digest", digest)
                    .put("added", shown.added())
                    .put("changed", shown.changed())
                    .put("withdrawn", shown.withdrawn())
                    .put("reason", reason);
            audit.append(bulk, actor, "held.ask", "batch/" + batch, detail);
            return new Outcome.Done(batch, "ASKED");
        });
    }

    /** Approves or refuses what somebody else has asked for. */
    public Outcome decide(Actor actor, long batch, boolean approve, String reason) {
        return database.inBulk(bulk -> {
            if (!WAITING.contains(HeldStore.lock(bulk, batch))) {
                return Refusals.NOT_HELD;
            }
            if (HeldStore.askedBy(bulk, batch).isEmpty()) {
                return Refusals.NOT_ASKED;
            }
            return decided(bulk, actor, batch, approve, reason);
        });
    }

    private Outcome decided(Bulk bulk, Actor actor, long batch, boolean approve, String reason) {
        if (!HeldStore.decide(bulk, batch, approve, actor, clock.instant(), reason)) {
            return Refusals.SAME_PERSON;
        }
        String action = approve ? "held.approve" : "held.refuse";
        audit.append(bulk, actor, action, "batch/" + batch, new JsonObject().put("reason", reason));
        return new Outcome.Done(batch, approve ? "APPROVED" : "REFUSED");
    }
}
