package canbao.ledger.year;

import canbao.io.Database;
import canbao.io.Lease;
import canbao.ledger.CaseLoop;
import canbao.ledger.year.YearRunStore.Next;
import canbao.ledger.year.YearRunStore.Step;
import canbao.model.PersonKey;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several workers, each with its own slices and lease: decides a page of people in a step. What is posted and how far
 * the slice is commit together, so that a crash neither skips nor repeats anybody.
 */
public final class YearRunLoop {
    /** Workers of one hub: while one waits for PostgreSQL, the other one decides. */
    public static final int WORKERS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(YearRunLoop.class);
    private static final int PAGE = 2_000;
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final YearRunStore store;
    private final CaseLoop engine;
    private final Supplier<PolicyBook> policies;
    private final Everybody everybody;
    private final Place place;
    private int failures;

    /**
     * Where a worker stands among the others.
     *
     * @param workers how many there are
     * @param pageSize how many people it takes at once
     */
    public record Place(Lease lease, int worker, int workers, int pageSize, Clock clock) {
        public Place(Lease lease, int worker, Clock clock) {
            this(lease, worker, WORKERS, PAGE, clock);
        }
    }

    public YearRunLoop(
            Database database, CaseLoop engine, Supplier<PolicyBook> policies, Everybody everybody, Place place) {
        this.database = database;
        this.store = new YearRunStore(database);
        this.engine = engine;
        this.policies = policies;
        this.everybody = everybody;
        this.place = place;
    }

    /** Decides one page; true when there may be more. */
    public boolean step() {
        if (place.lease().hold().isEmpty()) {
            return false;
        }
        Optional<Next> next = store.next(place.worker(), place.workers());
        if (next.isEmpty()) {
            store.finish(place.clock().instant());
            return false;
        }
        try {
            boolean more = page(next.get());
            failures = 0;
            return more;
        } catch (Interrupted e) {
            LOG.atInfo().addKeyValue("run", next.get().run()).log("a page is left to whoever moved the run");
        } catch (RuntimeException e) {
            if (++failures < ATTEMPTS) {
                throw e;
            }
            failures = 0;
            LOG.atError().addKeyValue("run", next.get().run()).setCause(e).log("run paused after repeated failure");
            move(next.get(), "PAUSED", "INTERNAL: slice " + next.get().slice().number() + ", see the log");
        }
        return true;
    }

    /** False when this instance's book or clock is behind the run's policy: it waits, and stops nothing that others began. */
    private boolean page(Next next) {
        Optional<Policy> policy = policies.get()
                .of(
                        next.coverageYear(),
                        LocalDate.ofInstant(
                                place.clock().instant(), place.clock().getZone()));
        if (policy.isPresent() && policy.get().number() < Policy.number(next.policy())) {
            return false;
        }
        if (policy.isEmpty() || !policy.get().version().equals(next.policy())) {
            move(
                    next,
                    "STOPPED",
                    "POLICY_CHANGED: " + policy.map(Policy::version).orElse("-"));
            return true;
        }
        List<PersonKey> people = people(next);
        boolean done = people.size() < place.pageSize();
        Step step = new Step(done ? next.slice().upTo() : people.getLast().value(), done, people.size());
        String chain = "year/" + next.coverageYear() + "/" + next.slice().number();
        engine.review(people, policy.get(), chain, (transaction, posted) -> {
            if (!YearRunStore.advance(transaction, next, step, posted)) {
                throw new Interrupted();
            }
        });
        return true;
    }

    /** Everybody of whom something was said or for whom the year has a case, in order. */
    private List<PersonKey> people(Next next) {
        TreeSet<PersonKey> people = new TreeSet<>(store.withCases(next, place.pageSize()));
        people.addAll(everybody.page(next.slice().after(), next.slice().upTo(), place.pageSize()));
        return people.stream().limit(place.pageSize()).toList();
    }

    private void move(Next next, String state, String note) {
        database.inBulkDo(bulk ->
                YearRunStore.move(bulk, next.run(), state, note, place.clock().instant(), "RUNNING"));
    }

    /** The run was paused or stopped, or another worker took the slice: nothing of the page is posted. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("the run was moved by somebody else");
        }
    }
}
