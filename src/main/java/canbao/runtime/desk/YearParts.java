package canbao.runtime.desk;

import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.desk.YearDesk;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.ledger.CaseLoop;
import canbao.ledger.year.Everybody;
import canbao.ledger.year.YearRunLoop;
import canbao.ledger.year.YearRuns;
import canbao.model.PersonKey;
import canbao.policy.PolicyBook;
import canbao.registry.FactStore;
import canbao.runtime.Loops;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Deciding everybody again for a coverage year: who starts it, what does it, and the desk's part for it. */
public final class YearParts {
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Database database;
    private final Supplier<PolicyBook> policies;
    private final Everybody everybody;
    private final Clock clock;
    private final YearRuns runs;

    /**
     * @param policies those in force now
     * @param clock in the pool area's time zone
     */
    public YearParts(Database database, Supplier<PolicyBook> policies, FactStore facts, AuditStore audit, Clock clock) {
        this.database = database;
        this.policies = policies;
        this.everybody = everybody(facts);
        this.clock = clock;
        this.runs = new YearRuns(database, policies, everybody, audit, clock);
    }

    public static Everybody everybody(FactStore facts) {
        return new Everybody() {
            @Override
            public long count() {
                return facts.count();
            }

            @Override
            public List<PersonKey> page(UUID after, UUID upTo, int limit) {
                return facts.page(after, upTo, limit);
            }
        };
    }

    public YearRuns runs() {
        return runs;
    }

    public Desk.Part desk() {
        return new YearDesk(runs);
    }

    /** Starts the workers, which rest while there is no run. */
    public void start(Loops loops, LeaseStore leases, CaseLoop engine) {
        for (int worker = 0; worker < YearRunLoop.WORKERS; worker++) {
            Lease lease = new Lease(leases, "year/" + worker);
            YearRunLoop loop =
                    new YearRunLoop(database, engine, policies, everybody, new YearRunLoop.Place(lease, worker, clock));
            loops.start("year/" + worker, IDLE, loop::step);
        }
    }
}
