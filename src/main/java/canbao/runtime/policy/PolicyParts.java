package canbao.runtime.policy;

import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.desk.PolicyDesk;
import canbao.draft.Activation;
import canbao.draft.Drafts;
import canbao.draft.LiveBook;
import canbao.draft.WhatIfRuns;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.policy.PolicyBook;
import canbao.registry.FactStore;
import java.time.Clock;
import java.util.UUID;

/** Policies as they are in force, the desk's part for drafts, and what the hub's loops do for both. */
public final class PolicyParts {
    private static final UUID LAST = new UUID(-1, -1);

    private final Database database;
    private final FactStore facts;
    private final VaultStore vault;
    private final AuditStore audit;
    private final Clock clock;
    private final LiveBook book;
    private final WhatIfRuns runs;

    /** What they are made of; the clock is in the pool area's time zone. */
    public record Means(Database database, FactStore facts, VaultStore vault, AuditStore audit, Clock clock) {}

    public PolicyParts(Means with, PolicyBook files) {
        this.database = with.database();
        this.facts = with.facts();
        this.vault = with.vault();
        this.audit = with.audit();
        this.clock = with.clock();
        this.book = new LiveBook(files, database);
        this.runs = new WhatIfRuns(new WhatIfRuns.Registered(
                facts::count, (after, limit) -> facts.page(after, LAST, limit), facts::current));
    }

    /** The book that the engine decides by; refresh it once PostgreSQL is there, before anybody is decided. */
    public LiveBook book() {
        return book;
    }

    /** What compares, a page at a step. */
    public WhatIfRuns runs() {
        return runs;
    }

    public Desk.Part desk() {
        return new PolicyDesk(new Drafts(database, book, runs, audit, clock), vault);
    }

    /** What brings drafts into force; everybody is decided anew by whom it is told. */
    public Activation activation(Lease lease, Activation.Everybody everybody) {
        return new Activation(database, book, lease, everybody, audit, clock);
    }
}
