package canbao.feed.replay;

import canbao.audit.AuditStore;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.batch.BatchReading;
import canbao.feed.batch.Changes.Page;
import canbao.feed.batch.Trial;
import canbao.feed.batch.Trial.Difference;
import canbao.feed.contract.Contract;
import canbao.feed.replay.ReplayStore.Candidate;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.Wording;
import canbao.model.batch.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stored batches are read again when somebody says so, with a reason: planned first (how many, how long, what would differ),
 * then run within caps, paused, resumed and stopped. {@link ReplayLoop} does the reading.
 */
public final class Replays {
    /** Batches that one replay may have. */
    public static final int MOST = 10_000;
    /** Batches that a plan reads on trial. */
    public static final int MOST_TRIALS = 20;
    /** Until something was measured: bytes of a list that are read in a second, low rather than high. */
    private static final double BYTES_A_SECOND = 4_000_000;

    private final Database database;
    private final ReplayStore store;
    private final InboxStore inbox;
    private final BatchReading reading;
    private final AuditStore audit;
    private final InstantSource clock;

    public Replays(Database database, InboxStore inbox, BatchReading reading, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.store = new ReplayStore(database);
        this.inbox = inbox;
        this.reading = reading;
        this.audit = audit;
        this.clock = clock;
    }

    /** Which version of its contract a batch is read with: the one that read it last, or the newest. */
    public enum Under {
        ORIGINAL,
        CURRENT
    }

    /**
     * Which batches.
     *
     * @param from their as-of, inclusive; null for no limit
     * @param to their as-of, inclusive
     * @param states of APPLIED, REFUSED, PARKED
     * @param batch only this one
     */
    public record Filter(
            FeedId feed,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            Set<String> states,
            @Nullable Long batch) {
        public static final Set<String> STATES = Set.of("APPLIED", "REFUSED", "PARKED");

        public Filter {
            states = Set.copyOf(states);
        }

        @Nullable
        Instant since() {
            return from == null ? null : from.atStartOfDay(Inbox.ZONE).toInstant();
        }

        @Nullable
        Instant before() {
            return to == null ? null : to.plusDays(1).atStartOfDay(Inbox.ZONE).toInstant();
        }

        String words() {
            return batch != null
                    ? "batch " + batch
                    : (from == null ? "" : "from " + from + " ")
                            + (to == null ? "" : "to " + to + " ")
                            + String.join(",", states.stream().sorted().toList());
        }
    }

    /**
     * What stops a replay.
     *
     * @param maxChangeShare of a batch's rows that may turn out to be changes, from 0 to 1
     */
    public record Caps(int maxBatches, long maxRows, double maxChangeShare) {}

    /** What somebody orders. */
    public record Order(Filter filter, Under under, Caps caps, String reason) {}

    /**
     * One batch of a plan.
     *
     * @param refusal why it could not be read; an empty text otherwise
     * @param held whether the replay would stop because it would withdraw too many
     * @param digest of the changes; an empty text when it cannot be read
     */
    public record Planned(
            long batch,
            Instant asOf,
            String state,
            long bytes,
            int rows,
            @Nullable Integer from,
            @Nullable Integer under,
            String refusal,
            int rejected,
            int added,
            int changed,
            int withdrawn,
            int unchanged,
            int stale,
            boolean held,
            String digest) {}

    /**
     * What a replay would be. Each difference is to what is known now, not to what the batches before it leave.
     *
     * @param estimatedMinutes from how long the trials took, where any batch was tried
     */
    public record Plan(
            int batches, long rows, long bytes, double estimatedMinutes, int tried, List<Planned> differences) {}

    /** How far a replay is. */
    public record Status(
            long id,
            String feed,
            String filter,
            Under under,
            Caps caps,
            String reason,
            String askedBy,
            Instant askedAt,
            String state,
            String note,
            @Nullable Instant endedAt,
            int batches,
            int done,
            long rows,
            long changes) {}

    /** What a replay did with one batch. */
    public record Replayed(
            int ordinal,
            long batch,
            String state,
            @Nullable Integer contractVersion,
            @Nullable Integer rows,
            @Nullable Integer rejected,
            @Nullable Integer added,
            @Nullable Integer changed,
            @Nullable Integer withdrawn,
            @Nullable Integer unchanged,
            @Nullable Integer stale,
            String note) {}

    /** What came of an order. */
    public sealed interface Outcome {
        record Done(long replay, String state) implements Outcome {}

        record Refused(String rule, Wording message, Wording fix) implements Outcome {}
    }

    /** What a replay would be; reads the first batches on trial, at most so many. */
    public Plan plan(Filter filter, Under under, int trials) {
        List<Candidate> found = store.find(filter, MOST);
        List<Planned> planned = new ArrayList<>();
        long bytesTried = 0;
        long started = System.nanoTime();
        for (Candidate candidate : found.subList(0, Math.min(found.size(), Math.min(trials, MOST_TRIALS)))) {
            planned.add(tried(candidate, under));
            bytesTried += candidate.bytes();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        long bytes = found.stream().mapToLong(Candidate::bytes).sum();
        double pace = bytesTried == 0 ? BYTES_A_SECOND : Math.max(1, bytesTried / Math.max(seconds, 1e-6));
        return new Plan(
                found.size(),
                found.stream().mapToLong(Candidate::rows).sum(),
                bytes,
                Math.ceil(bytes / pace / 60 * 10) / 10,
                planned.size(),
                planned);
    }

    private Planned tried(Candidate candidate, Under under) {
        Stored batch = inbox.find(candidate.batch()).orElseThrow();
        Optional<Contract> contract = contract(reading, batch, under);
        if (contract.isEmpty()) {
            Refusal gone = new Refusal(
                    "VERSION_GONE", "contract", "请放回该版本或改用当前版本 / put the version back, or use the current one");
            return planned(candidate, null, Difference.refused(0, gone));
        }
        Difference difference = new Trial(database, reading).of(batch, contract.get(), false, Page.NONE);
        return planned(candidate, contract.get().version(), difference);
    }

    private static Planned planned(Candidate of, @Nullable Integer under, Difference difference) {
        return new Planned(
                of.batch(),
                of.asOf(),
                of.state(),
                of.bytes(),
                of.rows(),
                of.contractVersion(),
                under,
                difference.refusal() == null ? "" : difference.refusal().rule(),
                difference.rejected(),
                difference.added(),
                difference.changed(),
                difference.withdrawn(),
                difference.unchanged(),
                difference.stale(),
                difference.held(),
                difference.digest());
    }

    static Optional<Contract> contract(BatchReading reading, Stored batch, Under under) {
        return under == Under.CURRENT ? Optional.of(reading.current(batch)) : reading.original(batch);
    }

    /** Starts a replay, unless it would exceed its caps from the start, or the feed has one already. */
    public Outcome run(Actor actor, Order order) {
        List<Candidate> found = store.find(order.filter(), MOST + 1);
        long rows = found.stream().mapToLong(Candidate::rows).sum();
        if (found.isEmpty()) {
            return Refusals.NOTHING;
        }
        if (found.size() > Math.min(MOST, order.caps().maxBatches())
                || rows > order.caps().maxRows()) {
            return Refusals.overCap(found.size(), rows);
        }
        try {
            return start(actor, order, found, rows);
        } catch (Database.BulkFailure e) {
            if (!e.isConflict()) {
                throw e;
            }
            return Refusals.RUNNING;
        }
    }

    private Outcome start(Actor actor, Order order, List<Candidate> found, long rows) {
        return database.inBulk(bulk -> {
            if (ReplayStore.isOpen(bulk, order.filter())) {
                return Refusals.RUNNING;
            }
            long id = ReplayStore.add(bulk, order, found, actor, clock.instant());
            JsonObject detail = new JsonObject()
                    .put("feed", order.filter().feed().toString())
                    .put("filter", order.filter().words())
                    .put("under", order.under().name())
                    .put("batches", found.size())
                    .put("rows", rows)
                    .put("reason", order.reason());
            audit.append(bulk, actor, "replay.run", "replay/" + id, detail);
            return new Outcome.Done(id, "RUNNING");
        });
    }

    public Outcome pause(Actor actor, long replay, String reason) {
        return move(actor, replay, "replay.pause", "PAUSED", reason, "RUNNING");
    }

    public Outcome resume(Actor actor, long replay, String reason) {
        return move(actor, replay, "replay.resume", "RUNNING", reason, "PAUSED");
    }

    /** Ends a replay; what it has applied stays. */
    public Outcome stop(Actor actor, long replay, String reason) {
        return move(actor, replay, "replay.stop", "STOPPED", reason, "RUNNING", "PAUSED");
    }

    private Outcome move(Actor actor, long replay, String action, String state, String reason, String... from) {
        return database.inBulk(bulk -> {
            if (!ReplayStore.move(bulk, replay, state, reason, from)) {
                return Refusals.NOT_SO;
            }
            audit.append(bulk, actor, action, "replay/" + replay, new JsonObject().put("reason", reason));
            return new Outcome.Done(replay, state);
        });
    }

    /** Replays after a number. */
    public List<Status> list(long after, int limit) {
        return store.list(null, after, limit);
    }

    public Optional<Status> find(long replay) {
        return store.list(replay, 0, 1).stream().findFirst();
    }

    /** A replay's batches after an ordinal. */
    public List<Replayed> batches(long replay, int after, int limit) {
        return store.batches(replay, after, limit);
    }
}
