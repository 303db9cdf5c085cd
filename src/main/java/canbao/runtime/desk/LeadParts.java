package canbao.runtime.desk;

import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.desk.LeadDesk;
import canbao.console.desk.WorkDesk;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.lead.LeadLoop;
import canbao.lead.Leads;
import canbao.lead.Radar;
import canbao.ledger.show.WorkStore;
import canbao.routes.Routes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people have to look at: leads to civil affairs, and cases that wait for staff. */
public final class LeadParts {
    private static final String ROUTE = "out/civil-affairs-leads";

    private final Database database;
    private final AuditStore audit;
    private final VaultStore vault;
    private final Clock clock;
    private final Leads leads;

    /** @param clock in the pool area's time zone */
    public LeadParts(Database database, AuditStore audit, VaultStore vault, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.vault = vault;
        this.clock = clock;
        this.leads = new Leads(database, audit, Radar.Limits.ORDINARY, clock);
    }

    public Leads leads() {
        return leads;
    }

    /** The desk's parts for both. */
    public List<Desk.Part> desk() {
        return List.of(new LeadDesk(leads, vault), new WorkDesk(new WorkStore(database), vault, clock));
    }

    /** What tells civil affairs of leads; nothing when there is no such route. */
    public Optional<LeadLoop> out(Routes routes, LeaseStore leases) {
        if (!routes.has(ROUTE)) {
            return Optional.empty();
        }
        LeadLoop.Ways ways = new LeadLoop.Ways(
                vault::identities,
                batch -> routes.call(
                        ROUTE, batch.encode(), Map.of("Content-Type", "application/json"), Map.of(), String.class));
        return Optional.of(new LeadLoop(database, audit, new Lease(leases, "leads"), ways, clock));
    }
}
