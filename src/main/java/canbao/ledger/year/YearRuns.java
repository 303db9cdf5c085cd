package canbao.ledger.year;

import canbao.audit.AuditStore;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.ledger.CaseStore;
import canbao.model.Actor;
import canbao.model.Wording;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts, pauses, resumes and stops runs that decide everybody again for one coverage year; {@link YearRunLoop} does the work.
 * A draft that comes into force starts one too.
 * A roll-over opens a year: from then on changes are decided for it too; the figures of the year before are kept, and its own
 * once everybody is decided.
 */
public final class YearRuns {
    private static final int LONGEST = 200;

    private final Database database;
    private final YearRunStore store;
    private final CaseStore cases;
    private final Supplier<PolicyBook> policies;
    private final Everybody everybody;
    private final AuditStore audit;
    private final Clock clock;

    /**
     * @param policies those in force now
     * @param clock in the pool area's time zone
     */
    public YearRuns(
            Database database, Supplier<PolicyBook> policies, Everybody everybody, AuditStore audit, Clock clock) {
        this.database = database;
        this.store = new YearRunStore(database);
        this.cases = new CaseStore(database);
        this.policies = policies;
        this.everybody = everybody;
        this.audit = audit;
        this.clock = clock;
    }

    public enum Kind {
        /** After a change of the policy. */
        REEVALUATE,
        /** Opens a coverage year. */
        ROLLOVER
    }

    /**
     * What somebody orders.
     *
     * @param year the coverage year; null for the one that is worked on today
     * @param again even if everybody was decided under this version already
     */
    public record Order(Kind kind, @Nullable Integer year, String reason, boolean again) {}

    /**
     * How far a run is.
     *
     * @param expected how many people there were when it was started
     * @param people how many are done
     * @param added cases that were made; a person may have one for each product
     * @param unchanged people whose cases stayed as they were
     * @param figures the SM3 digest of the closing year's figures in hex; null unless it is a roll-over
     * @param openedFigures the same of the year that it opened; null until it is done
     */
    public record Status(
            long id,
            Kind kind,
            int coverageYear,
            String policy,
            String state,
            String note,
            String reason,
            String askedBy,
            Instant askedAt,
            @Nullable Instant endedAt,
            long expected,
            long people,
            long added,
            long changed,
            long unchanged,
            long entries,
            long orders,
            @Nullable String figures,
            @Nullable String openedFigures) {}

    /** What came of an order. */
    public sealed interface Outcome {
        record Done(long run, String state) implements Outcome {}

        record Refused(String rule, Wording message, Wording fix) implements Outcome {}
    }

    /** Starts a run, unless there is one for that year, or nothing would be left to do. */
    public Outcome start(Actor actor, Order order) {
        PolicyBook book = policies.get();
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Integer year = order.year();
        Optional<Policy> policy = year == null ? Optional.of(book.at(today)) : book.of(year, today);
        if (policy.isEmpty()) {
            return Refusals.noPolicy(String.valueOf(year), book);
        }
        if (tooMuch(order.reason())) {
            return Refusals.REASON;
        }
        if (order.kind() == Kind.ROLLOVER && !policy.get().benefit().from().isAfter(today)) {
            return Refusals.begun(policy.get().coverageYear());
        }
        Optional<Long> before = order.again()
                ? Optional.empty()
                : store.decidedAll(order.kind(), policy.get().version());
        if (before.isPresent()) {
            return Refusals.nothingToDo(policy.get().version(), before.get());
        }
        long expected = everybody.count();
        try {
            return database.inBulk(bulk -> start(actor, order, policy.get(), expected, bulk));
        } catch (Database.BulkFailure e) {
            if (!e.isConflict()) {
                throw e;
            }
            return Refusals.running(policy.get().coverageYear());
        }
    }

    private Outcome start(Actor actor, Order order, Policy policy, long expected, Bulk bulk) {
        long run = YearRunStore.add(bulk, order, policy, expected, actor, clock.instant());
        JsonObject detail = new JsonObject()
                .put("year", policy.coverageYear())
                .put("policy", policy.version())
                .put("people", expected)
                .put("reason", order.reason());
        if (order.kind() == Kind.ROLLOVER) {
            detail.put("closing", policy.coverageYear() - 1)
                    .put("figures", FigureStore.keepClosing(bulk, run, policy.coverageYear() - 1));
        }
        audit.append(bulk, actor, "year." + order.kind().name().toLowerCase(Locale.ROOT), name(run), detail);
        return new Outcome.Done(run, "RUNNING");
    }

    /**
     * Starts a run because a version has come into force, in the transaction that says so. One of an older version ends. Of a
     * year that is not worked on nobody is decided yet, and under a version that is overtaken already nobody at all.
     */
    public void activated(Bulk bulk, int coverageYear, String version, String reason) {
        PolicyBook book = policies.get();
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Optional<Policy> policy = book.of(coverageYear, today)
                .filter(found -> found.version().equals(version))
                .filter(found -> PolicyBook.works(found, today)
                        || cases.opened(book, today).contains(coverageYear));
        if (policy.isPresent()) {
            YearRunStore.supersede(bulk, coverageYear, "SUPERSEDED: " + version, clock.instant());
            Order order = new Order(Kind.REEVALUATE, coverageYear, reason, true);
            start(Actor.hub("policy"), order, policy.get(), everybody.count(), bulk);
        }
    }

    public Outcome pause(Actor actor, long run, String reason) {
        return move(actor, run, "PAUSED", reason, "RUNNING");
    }

    /** Goes on where it was paused, or where repeated failure had paused it. */
    public Outcome resume(Actor actor, long run, String reason) {
        return move(actor, run, "RUNNING", reason, "PAUSED");
    }

    /** Ends a run; what it has decided stays. */
    public Outcome stop(Actor actor, long run, String reason) {
        return move(actor, run, "STOPPED", reason, "RUNNING", "PAUSED");
    }

    private Outcome move(Actor actor, long run, String state, String reason, String... from) {
        if (tooMuch(reason)) {
            return Refusals.REASON;
        }
        return database.inBulk(bulk -> {
            if (!YearRunStore.move(bulk, run, state, reason, clock.instant(), from)) {
                return Refusals.NOT_SO;
            }
            JsonObject detail = new JsonObject().put("state", state).put("reason", reason);
            audit.append(bulk, actor, "year.move", name(run), detail);
            return new Outcome.Done(run, state);
        });
    }

    private static boolean tooMuch(String reason) {
        return reason.isBlank() || reason.length() > LONGEST || AuditStore.looksPersonal(reason);
    }

    private static String name(long run) {
        return "year-run/" + run;
    }

    /** The newest runs first. */
    public List<Status> list(int limit) {
        return store.list(null, limit);
    }

    public Optional<Status> find(long run) {
        return store.list(run, 1).stream().findFirst();
    }

    /** The figures that a roll-over kept of the year before. */
    public List<Figure> figures(long run) {
        return figures(run, 1);
    }

    /** The figures that a roll-over kept of the year that it opened, once everybody was decided. */
    public List<Figure> openedFigures(long run) {
        return figures(run, 0);
    }

    private List<Figure> figures(long run, int before) {
        return find(run)
                .map(status -> new FigureStore(database).of(run, status.coverageYear() - before))
                .orElseGet(List::of);
    }

    /** Whether the kept figures are still those of which the run holds the digest. */
    public boolean figuresHold(long run) {
        Optional<Status> status = find(run);
        boolean closing = status.map(Status::figures)
                .filter(digest -> digest.equals(FigureStore.digest(figures(run))))
                .isPresent();
        return closing
                && status.map(Status::openedFigures)
                        .map(digest -> digest.equals(FigureStore.digest(openedFigures(run))))
                        .orElse(true);
    }
}
