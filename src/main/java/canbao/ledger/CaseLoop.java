package canbao.ledger;

import canbao.identity.person.ClusterStore;
import canbao.identity.person.LinkStore;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.kafka.Position;
import canbao.io.kafka.PositionStore;
import canbao.ledger.CaseStore.Decided;
import canbao.ledger.Posting.Terms;
import canbao.model.Actor;
import canbao.model.CurrentFacts;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.model.Wakeup;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides people anew when they are woken or when their review date comes, and posts what follows: case, entries, orders,
 * chain link and Kafka position commit in one transaction.
 */
public final class CaseLoop {
    /** The national insurance type of residents' basic medical insurance. */
    public static final int RESIDENT = Outcome.RESIDENT;

    private static final int TICK_BATCH = 1_000;
    private static final int ATTEMPTS = 50;
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final CaseStore cases;
    private final Function<Collection<PersonKey>, CurrentFacts> factsOf;
    private final Supplier<PolicyBook> policies;
    private final Clock clock;
    private final BiConsumer<Bulk, Collection<PersonFacts>> follower;

    public CaseLoop(
            Database database,
            Function<Collection<PersonKey>, CurrentFacts> factsOf,
            PolicyBook policies,
            Clock clock) {
        this(database, factsOf, () -> policies, clock, (transaction, people) -> {});
    }

    /**
     * @param factsOf reads current facts with their revision, under the person who is kept
     * @param policies asked anew for everybody who is decided: approved drafts come in while the hub runs
     * @param clock in the pool area's time zone
     * @param follower looks at everybody who is decided, in the same transaction
     */
    public CaseLoop(
            Database database,
            Function<Collection<PersonKey>, CurrentFacts> factsOf,
            Supplier<PolicyBook> policies,
            Clock clock,
            BiConsumer<Bulk, Collection<PersonFacts>> follower) {
        this.database = database;
        this.cases = new CaseStore(database);
        this.factsOf = factsOf;
        this.policies = policies;
        this.clock = clock;
        this.follower = follower;
    }

    /** What one transaction did: cases made, written anew and left as they were, entries and orders. */
    public record Posted(int added, int changed, int unchanged, int entries, int orders) {
        static final Posted NOTHING = new Posted(0, 0, 0, 0, 0);
    }

    /** Whom it is about, under which rules, and what belongs into the same transaction. */
    private record Work(Policy policy, String chain, boolean rereads, BiConsumer<Bulk, Posted> also) {}

    /**
     * Handles wake-up records of one partition, for every coverage year that is worked on; what was decided already costs a
     * look-up.
     */
    public void wake(List<Buffer> payloads, Position from, Position to) {
        // In the order of the keys, as they come.
        Map<PersonKey, Long> woken = new LinkedHashMap<>();
        for (Buffer payload : payloads) {
            for (Wakeup wakeup : Wakeup.listOf(payload.getBytes())) {
                woken.merge(wakeup.person(), wakeup.revision(), Math::max);
            }
        }
        Map<Integer, Map<PersonKey, Decided>> decided = cases.decided(woken.keySet());
        PolicyBook book = policies.get();
        Set<Integer> opened = cases.opened(book, today());
        Set<Integer> waiting = new HashSet<>(opened);
        decided.forEach((year, people) -> {
            if (people.values().stream().anyMatch(Decided::waits)) {
                waiting.add(year);
            }
        });
        List<Policy> worked = book.working(today(), opened);
        List<Policy> years = book.working(today(), waiting);
        for (Policy policy : years) {
            boolean last = policy.equals(years.getLast());
            Map<PersonKey, Decided> known = decided.getOrDefault(policy.coverageYear(), Map.of());
            // What a crash leaves undone before the last year is found decided when it comes again.
            decide(
                    undecided(woken, known, worked.contains(policy)),
                    new Work(policy, "changes/" + from.partition(), false, (transaction, posted) -> {
                        if (last) {
                            PositionStore.advance(transaction, from, to);
                        }
                    }));
        }
    }

    /** @param open whether the year is worked on; otherwise it is looked at for those alone whom an office has yet to answer */
    private static Set<PersonKey> undecided(Map<PersonKey, Long> woken, Map<PersonKey, Decided> decided, boolean open) {
        Set<PersonKey> undecided = LinkedHashSet.newLinkedHashSet(woken.size());
        woken.forEach((person, revision) -> {
            Decided known = decided.get(person);
            if (known == null ? open : known.revision() < revision && (open || known.waits())) {
                undecided.add(person);
            }
        });
        return undecided;
    }

    private List<Policy> working() {
        return cases.working(policies.get(), today());
    }

    /** Decides everybody again whose review date has come; returns how many. */
    public int tick() {
        LocalDate today = today();
        int count = 0;
        for (Policy policy : working()) {
            Work work = new Work(policy, "tick", false, (transaction, posted) -> {});
            UUID after = FIRST;
            List<PersonKey> due = cases.due(policy.coverageYear(), today, after, TICK_BATCH);
            while (!due.isEmpty()) {
                decide(due, work);
                count += due.size();
                after = due.getLast().value();
                due = cases.due(policy.coverageYear(), today, after, TICK_BATCH);
            }
        }
        return count;
    }

    /**
     * Decides people again under one policy, whatever year it is for. Cases are looked at before they are locked: most of them
     * stay as they are, and those cost nothing more.
     *
     * @param also what commits with it, told what was posted; when it throws, nothing is
     */
    public void review(Collection<PersonKey> persons, Policy policy, String chain, BiConsumer<Bulk, Posted> also) {
        decide(persons, new Work(policy, chain, true, also));
    }

    private void decide(Collection<PersonKey> persons, Work work) {
        if (persons.isEmpty()) {
            database.inBulkDo(transaction -> work.also.accept(transaction, Posted.NOTHING));
            return;
        }
        // Whoever is merged or told apart between the reading and the posting is read again.
        for (int attempt = 1; !decideOnce(persons, work); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException(
                        "who is who changes faster than it can be decided: stop merging for a while");
            }
        }
    }

    private boolean decideOnce(Collection<PersonKey> persons, Work work) {
        LocalDate today = today();
        CurrentFacts read = factsOf.apply(persons);
        Map<PersonKey, PersonFacts> facts = new TreeMap<>(read.people());
        Map<PersonKey, List<Outcome>> outcomes = HashMap.newHashMap(facts.size());
        facts.forEach((person, known) -> outcomes.put(person, Eligibility.decideAll(known, work.policy, today)));
        int same = 0;
        if (work.rereads) {
            Set<PersonKey> touched = database.inBulk(
                    transaction -> drafts(facts, outcomes, work.policy, CaseStore.Reading.of(transaction)).touched);
            same = facts.size() - touched.size();
            facts.keySet().retainAll(touched);
        }
        int unchanged = same;
        Set<PersonKey> concerned = work.rereads ? new HashSet<>() : new HashSet<>(persons);
        facts.forEach((person, known) -> {
            concerned.add(person);
            concerned.addAll(known.others());
        });
        return database.inBulk(transaction -> {
            if (!concerned.isEmpty() && ClusterStore.turned(transaction, concerned, read.turn())) {
                return false;
            }
            Posted posted = Posted.NOTHING;
            if (!facts.isEmpty()) {
                posted = post(transaction, facts, outcomes, work);
                follower.accept(transaction, facts.values());
            }
            LinkStore.ask(transaction, read.formers());
            work.also.accept(
                    transaction,
                    new Posted(
                            posted.added, posted.changed, posted.unchanged + unchanged, posted.entries, posted.orders));
            return true;
        });
    }

    private Posted post(
            Bulk transaction, Map<PersonKey, PersonFacts> facts, Map<PersonKey, List<Outcome>> outcomes, Work work) {
        Drafts drafts = drafts(facts, outcomes, work.policy, CaseStore.Reading.locking(transaction));
        facts.values().forEach(person -> drafts.answers.addAll(Answer.of(person)));
        CaseStore.put(transaction, drafts.added, drafts.changed);
        OrderStore.queue(transaction, drafts.orders);
        OrderStore.answer(transaction, drafts.answers);
        CaseStore.append(transaction, drafts.entries, "ledger/" + work.chain, Actor.hub("engine"), clock.instant());
        return new Posted(
                drafts.added.size(),
                drafts.changed.size(),
                facts.size() - drafts.touched.size(),
                drafts.entries.size(),
                drafts.orders.size());
    }

    private Drafts drafts(
            Map<PersonKey, PersonFacts> facts,
            Map<PersonKey, List<Outcome>> outcomes,
            Policy policy,
            CaseStore.Reading cases) {
        Map<Integer, Map<PersonKey, Case>> known = new HashMap<>();
        Map<Integer, Terms> terms = new HashMap<>();
        for (int product : products(outcomes.values())) {
            known.put(product, cases.read(facts.keySet(), policy.coverageYear(), product));
            terms.put(product, Terms.of(policy, product));
        }
        LocalDate today = today();
        Drafts drafts = new Drafts();
        // By person, then by product: tables are written in the order of their keys, and links are digested in it.
        facts.forEach((person, said) -> outcomes.getOrDefault(person, List.of()).stream()
                .sorted(Comparator.comparingInt(Outcome::product))
                .forEach(outcome -> drafts.post(
                        known.getOrDefault(outcome.product(), Map.of()).get(person),
                        outcome,
                        said,
                        Objects.requireNonNull(terms.get(outcome.product())),
                        today)));
        return drafts;
    }

    private static Set<Integer> products(Collection<List<Outcome>> outcomes) {
        Set<Integer> products = new TreeSet<>();
        outcomes.forEach(all -> all.forEach(outcome -> products.add(outcome.product())));
        return products;
    }

    /** What one transaction writes. */
    private static final class Drafts {
        private final List<Case> added = new ArrayList<>();
        private final List<Case> changed = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final List<Order> orders = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final Set<PersonKey> touched = new HashSet<>();

        void post(@Nullable Case known, Outcome outcome, PersonFacts facts, Terms terms, LocalDate today) {
            if (known != null && known.revision() > facts.revision()) {
                return;
            }
            Case before = known == null ? Case.first(facts.person(), outcome.coverageYear(), outcome.product()) : known;
            Posting posting = Posting.of(before, outcome, facts, terms, today);
            if (posting.after().equals(known)) {
                return;
            }
            touched.add(facts.person());
            (known == null ? added : changed).add(posting.after());
            entries.addAll(posting.entries());
            orders.addAll(posting.orders());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
