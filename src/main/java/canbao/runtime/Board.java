package canbao.runtime;

import canbao.console.Status;
import canbao.console.Status.Alert;
import canbao.console.Status.Coverage;
import canbao.console.Status.Money;
import canbao.console.Status.Phase;
import canbao.console.Status.Point;
import canbao.console.Status.Quarantine;
import canbao.io.LoopVerticle;
import canbao.model.Wording;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.runtime.BoardStore.Cases;
import canbao.sms.MessageState;
import canbao.sms.MessageStore;
import canbao.sms.MessageView;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the page shows, put together from the features' counts. Thread-safe; never throws: trouble becomes an alert. */
public final class Board implements Supplier<Status> {
    private static final int POINTS = 200;
    private static final Set<String> ENTITLED =
            Set.of("ENROL_ORDERED", "LEVY_ORDERED", "LEVY_REFUSED", "PART_OWING", "SUBSIDISED", "POST_HOC", "REJECTED");
    private static final Set<String> SUBSIDISED = Set.of("SUBSIDISED", "POST_HOC");
    private static final Wording AT_WORK = new Wording("运行中", "at work");

    private final BoardStore store;
    private final MessageStore messages;
    private final Supplier<List<Policy>> working;
    private final Waiting waiting;
    private final List<LoopVerticle> loops;
    private final Clock clock;
    private final List<Point> history = new ArrayList<>();
    private final Map<String, Meter> meters = new HashMap<>();
    private final Map<String, Instant> troubleSince = new HashMap<>();
    private volatile boolean ready;
    private List<Policy> atWork;
    private volatile Phase phase = new Phase(AT_WORK, List.of());
    private volatile @Nullable DayLoop days;

    Board(
            BoardStore store,
            MessageStore messages,
            Supplier<List<Policy>> working,
            Policy newest,
            Waiting waiting,
            List<LoopVerticle> loops,
            Clock clock) {
        this.store = store;
        this.messages = messages;
        this.working = working;
        this.atWork = List.of(newest);
        this.waiting = waiting;
        this.loops = loops;
        this.clock = clock;
    }

    void ready() {
        ready = true;
    }

    void days(DayLoop loop) {
        days = loop;
    }

    /** The day whose decisions and reminders are done, if any. */
    public @Nullable LocalDate dayDone() {
        DayLoop loop = days;
        return loop == null ? null : loop.done();
    }

    /** What is going on, for the page's banner. */
    public void phase(Phase current) {
        phase = current;
    }

    public BoardStore store() {
        return store;
    }

    public MessageStore messages() {
        return messages;
    }

    @Override
    public synchronized Status get() {
        List<Alert> alerts = alerts();
        if (!ready) {
            return empty(alerts);
        }
        try {
            return full(alerts);
        } catch (RuntimeException e) {
            List<Alert> more = new ArrayList<>(alerts);
            more.add(alert("board", new Wording("PostgreSQL 无应答", "PostgreSQL does not answer")));
            return empty(more);
        }
    }

    /** Notes how the coverage rate stands, whether or not somebody looks. */
    synchronized boolean sample() {
        BoardStore.Entitled now = store.entitled(year(worked()));
        history(now.subsidised(), now.entitled());
        return false;
    }

    private Status full(List<Alert> alerts) {
        Map<String, Long> counts = store.counts();
        List<Policy> years = worked();
        List<Cases> cases = store.cases(year(years));
        Map<String, Long> orders = store.orders();
        Map<MessageState, Long> sms = messages.counts();
        troubleSince.remove("board");
        long subsidised = sum(cases, c -> SUBSIDISED.contains(c.state()));
        long entitled = sum(cases, c -> ENTITLED.contains(c.state()));
        return new Status(
                clock.instant(),
                place(years),
                phase,
                new Stops(counts, cases, orders, sms, this::rate).list(store.undecided()),
                new Coverage(what(year(years)), subsidised, entitled, List.copyOf(history)),
                money(cases, subsidised),
                messages.recent(60).stream()
                        .filter(view -> view.state() != MessageState.CANCELLED)
                        .limit(30)
                        .map(Board::message)
                        .toList(),
                sms.getOrDefault(MessageState.IN_DOUBT, 0L),
                store.held(),
                new Quarantine(
                        store.rejectedByRule().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        store.rejectedByRule(),
                        store.rejected(20)),
                alerts,
                store.openAlerts(50));
    }

    private Status empty(List<Alert> alerts) {
        return new Status(
                clock.instant(),
                place(atWork),
                phase,
                List.of(),
                new Coverage(AT_WORK, 0, 0, List.of()),
                new Money(0, 0, 0, 0),
                List.of(),
                0,
                List.of(),
                new Quarantine(0, Map.of(), List.of()),
                alerts,
                Status.OpenAlerts.NONE);
    }

    private List<Policy> worked() {
        try {
            List<Policy> years = working.get();
            if (year(years) != year(atWork)) {
                history.clear();
            }
            atWork = years;
        } catch (PolicyBook.NoPolicy e) {
            // The loops that cannot decide say so; the years that were worked on last stay in sight.
            return atWork;
        }
        return atWork;
    }

    /** The newest year at work, of which the page's sums and its rate are. */
    private static int year(List<Policy> years) {
        return years.getFirst().coverageYear();
    }

    private static Wording what(int year) {
        return new Wording(
                year + " 年度：应资助参保人员中已完成资助参保",
                "coverage year " + year + ": entitled people enrolled with the premium paid");
    }

    /** The pool area and the years at work, the running one first. */
    static Wording place(List<Policy> working) {
        String area = working.getFirst().area();
        List<String> years = working.reversed().stream()
                .map(policy -> String.valueOf(policy.coverageYear()))
                .toList();
        return new Wording(
                "统筹区 " + area + " · " + String.join("、", years) + " 年度",
                "pool area " + area + " · coverage year " + String.join(", ", years));
    }

    private static Money money(List<Cases> cases, long subsidised) {
        return new Money(
                cases.stream()
                        .filter(c -> SUBSIDISED.contains(c.state()))
                        .mapToLong(Cases::subsidyFen)
                        .sum(),
                cases.stream()
                        .filter(c -> SUBSIDISED.contains(c.state()) && c.minor())
                        .mapToLong(Cases::subsidyFen)
                        .sum(),
                subsidised,
                sum(cases, c -> SUBSIDISED.contains(c.state()) && c.minor()));
    }

    static long sum(List<Cases> cases, Predicate<Cases> which) {
        return cases.stream().filter(which).mapToLong(Cases::count).sum();
    }

    private void history(long numerator, long denominator) {
        Point last = history.isEmpty() ? null : history.getLast();
        if (denominator > 0 && (last == null || last.numerator() != numerator || last.denominator() != denominator)) {
            history.add(new Point(Instant.now(Clock.systemUTC()), numerator, denominator));
            if (history.size() > POINTS) {
                // Every second point goes: the curve keeps its shape.
                for (int i = history.size() - 2; i > 0; i -= 2) {
                    history.remove(i);
                }
            }
        }
    }

    /** How much a counter grew a second, over about the last two seconds. */
    private double rate(String name, long count) {
        return meters.computeIfAbsent(name, key -> new Meter()).rate(count, System.nanoTime());
    }

    private List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        Set<String> current = new java.util.HashSet<>();
        waiting.reason().ifPresent(reason -> {
            current.add("waiting");
            alerts.add(alert("waiting", reason));
        });
        for (LoopVerticle loop : loops) {
            loop.trouble().ifPresent(trouble -> {
                current.add(loop.name());
                alerts.add(alert(
                        loop.name(),
                        new Wording(loop.name() + " 暂停，正在重试", loop.name() + " is failing and tries again")));
            });
        }
        troubleSince.keySet().removeIf(name -> !current.contains(name) && !name.equals("board"));
        return alerts;
    }

    private Alert alert(String name, Wording what) {
        return new Alert(what, troubleSince.computeIfAbsent(name, key -> clock.instant()));
    }

    private static Status.Message message(MessageView view) {
        Status.MessageState state = switch (view.state()) {
            case PLANNED -> Status.MessageState.PLANNED;
            case IN_FLIGHT -> Status.MessageState.SENDING;
            case ACCEPTED -> Status.MessageState.ACCEPTED;
            case DELIVERED -> Status.MessageState.DELIVERED;
            case IN_DOUBT -> Status.MessageState.IN_DOUBT;
            case FAILED, CANCELLED -> Status.MessageState.FAILED;
        };
        return new Status.Message(view.id().toString(), view.maskedPhone(), view.text(), state, view.time());
    }

    private static final class Meter {
        private long count;
        private long at;
        private double rate;

        double rate(long now, long nanos) {
            double seconds = (nanos - at) / 1e9;
            if (at == 0) {
                at = nanos;
                count = now;
            } else if (seconds > 1.5) {
                rate = Math.max(0, (now - count) / seconds);
                at = nanos;
                count = now;
            }
            return rate;
        }
    }
}
