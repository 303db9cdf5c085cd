package canbao.lead;

import canbao.audit.AuditStore;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.model.Actor;
import canbao.model.Identity;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells civil affairs of open leads, in batches. Names and numbers are filled in at the moment of sending and kept nowhere; a
 * lead that was sent but not marked is sent again under its number, which civil affairs must know.
 */
public final class LeadLoop {
    private static final int BATCH = 500;

    private final LeadStore leads;
    private final Database database;
    private final AuditStore audit;
    private final Lease lease;
    private final Ways ways;
    private final InstantSource clock;

    /**
     * Where names come from and where leads go.
     *
     * @param identities opens the vault
     * @param send hands a batch to the route; throws when it was not taken
     */
    public record Ways(
            Function<Collection<PersonKey>, Map<PersonKey, Identity>> identities, Consumer<JsonArray> send) {}

    public LeadLoop(Database database, AuditStore audit, Lease lease, Ways ways, InstantSource clock) {
        this.leads = new LeadStore(database);
        this.database = database;
        this.audit = audit;
        this.lease = lease;
        this.ways = ways;
        this.clock = clock;
    }

    /** Sends one batch; true when there may be more. */
    public boolean step() {
        if (lease.hold().isEmpty()) {
            return false;
        }
        List<Lead> ready = leads.ready(BATCH);
        if (ready.isEmpty()) {
            return false;
        }
        Map<PersonKey, Identity> people =
                ways.identities().apply(ready.stream().map(Lead::person).toList());
        JsonArray batch = new JsonArray();
        ready.forEach(lead -> batch.add(item(lead, people.get(lead.person()))));
        ways.send().accept(batch);
        database.inBulkDo(transaction -> {
            LeadStore.sent(transaction, ready, clock.instant());
            audit.append(
                    transaction,
                    Actor.hub("leads"),
                    "lead.send",
                    "lead/" + ready.getFirst().id(),
                    new JsonObject()
                            .put("leads", ready.size())
                            .put("to", ready.getLast().id()));
        });
        return ready.size() == BATCH;
    }

    private static JsonObject item(Lead lead, @org.jspecify.annotations.Nullable Identity identity) {
        if (identity == null) {
            throw new IllegalStateException("the vault has no record of person " + lead.person());
        }
        return new JsonObject()
                .put("lead", lead.id())
                .put("reason", lead.reason().name())
                .put("zh", lead.reason().words().zh())
                .put("en", lead.reason().words().en())
                .put("certno", identity.certificateNumber())
                .put("psn_name", identity.name())
                .put("since", lead.openedAt().toString());
    }
}
