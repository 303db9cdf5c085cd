package canbao.identity.review;

import canbao.audit.AuditStore;
import canbao.identity.person.LinkStore;
import canbao.identity.person.Merger;
import canbao.identity.review.Review.State;
import canbao.io.Database;
import canbao.model.Actor;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What people decide about contradictions: the same person under another spelling, or somebody else. */
public final class Reviews {
    private final Database database;
    private final ReviewStore store;
    private final AuditStore audit;
    private final Merger.Wake wake;

    public Reviews(Database database, AuditStore audit, Merger.Wake wake) {
        this.database = database;
        this.store = new ReviewStore(database);
        this.audit = audit;
        this.wake = wake;
    }

    public ReviewStore store() {
        return store;
    }

    /** Notes that somebody looked at both words in the clear. */
    public void looked(Review review, Actor actor) {
        audit.append(
                actor,
                "review.look",
                String.valueOf(review.id()),
                new JsonObject().put("person", review.person().toString()));
    }

    /**
     * Decides, and has the person decided anew. A decision may be changed by another one.
     *
     * @return false when it is decided so already or the source no longer says so
     */
    public boolean decide(Review review, State decision, Actor actor, String reason) {
        if (decision != State.SAME_PERSON && decision != State.OTHER_PERSON) {
            throw new IllegalArgumentException("people decide SAME_PERSON or OTHER_PERSON, not " + decision);
        }
        return database.inBulk(transaction -> {
            LinkStore.alone(transaction);
            if (!ReviewStore.decide(transaction, review, decision, actor, reason)) {
                return false;
            }
            LinkStore.turn(transaction, List.of(review.person()), wake.wake(transaction, List.of(review.person())));
            JsonObject detail = new JsonObject()
                    .put("person", review.person().toString())
                    .put("feed", review.feed().toString())
                    .put("decision", decision.name())
                    .put("reason", reason);
            audit.append(transaction, actor, "review.decide", String.valueOf(review.id()), detail);
            return true;
        });
    }
}
