package canbao.ledger;

import canbao.identity.person.ClusterStore;
import canbao.identity.person.LinkStore;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.kafka.Position;
import canbao.io.kafka.PositionStore;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

    /** Handles wake-up records of one partition; what was decided already costs a look-up. */
    public void wake(List<Buffer> payloads, Position from, Position to) {
        Map<PersonKey, Long> woken = new HashMap<>();
        for (Buffer payload : payloads) {
            for (Wakeup wakeup : Wakeup.listOf(payload.getBytes())) {
                woken.merge(wakeup.person(), wakeup.revision(), Math::max);
            }
        }
        Policy policy = policies.get().at(today());
        Map<PersonKey, Long> decided = cases.decided(woken.keySet(), policy.coverageYear());
        woken.entrySet().removeIf(entry -> decided.getOrDefault(entry.getKey(), -1L) >= entry.getValue());
        decide(
                woken.keySet(),
                policy,
                "changes/" + from.partition(),
                transaction -> PositionStore.advance(transaction, from, to));
    }

    /** Decides everybody again whose review date has come; returns how many. */
    public int tick() {
        LocalDate today = today();
        int count = 0;
        UUID after = FIRST;
        List<PersonKey> due = cases.due(today, after, TICK_BATCH);
        while (!due.isEmpty()) {
            decide(due, policies.get().at(today), "tick", transaction -> {});
            count += due.size();
            after = due.getLast().value();
            due = cases.due(today, after, TICK_BATCH);
        }
        return count;
    }

    /** Decides these people again though nobody said anything new of them: their policy has changed. */
    public void again(Collection<PersonKey> persons) {
        decide(persons, policies.get().at(today()), "policy", transaction -> {});
    }

    private void decide(Collection<PersonKey> persons, Policy policy, String chain, Consumer<Bulk> also) {
        if (persons.isEmpty()) {
            database.inBulkDo(also);
            return;
        }
        // Whoever is merged or told apart between the reading and the posting is read again.
        for (int attempt = 1; !decideOnce(persons, policy, chain, also); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException(
                        "who is who changes faster than it can be decided: stop merging for a while");
            }
        }
    }

    private boolean decideOnce(Collection<PersonKey> persons, Policy policy, String chain, Consumer<Bulk> also) {
        LocalDate today = today();
        CurrentFacts read = factsOf.apply(persons);
        Map<PersonKey, PersonFacts> facts = new TreeMap<>(read.people());
        Map<PersonKey, List<Outcome>> outcomes = HashMap.newHashMap(facts.size());
        facts.forEach((person, known) -> outcomes.put(person, Eligibility.decideAll(known, policy, today)));
        Set<PersonKey> concerned = new HashSet<>(persons);
        facts.forEach((person, known) -> {
            concerned.add(person);
            concerned.addAll(known.others());
        });
        return database.inBulk(transaction -> {
            if (ClusterStore.turned(transaction, concerned, read.turn())) {
                return false;
            }
            if (!facts.isEmpty()) {
                post(transaction, facts, outcomes, policy, chain);
                follower.accept(transaction, facts.values());
            }
            LinkStore.ask(transaction, read.formers());
            also.accept(transaction);
            return true;
        });
    }

    private void post(
            Bulk transaction,
            Map<PersonKey, PersonFacts> facts,
            Map<PersonKey, List<Outcome>> outcomes,
            Policy policy,
            String chain) {
        Map<Integer, Map<PersonKey, Case>> known = new HashMap<>();
        Map<Integer, Terms> terms = new HashMap<>();
        for (int product : products(outcomes.values())) {
            known.put(product, CaseStore.lock(transaction, facts.keySet(), policy.coverageYear(), product));
            terms.put(product, Terms.of(policy, product));
        }
        Drafts drafts = new Drafts();
        // In the order of persons, then of products: tables are written in the order of their keys, links digested in
        // it.
        facts.forEach((person, said) -> outcomes.getOrDefault(person, List.of()).stream()
                .sorted(Comparator.comparingInt(Outcome::product))
                .forEach(outcome -> drafts.post(
                        known.getOrDefault(outcome.product(), Map.of()).get(person),
                        outcome,
                        said,
                        Objects.requireNonNull(terms.get(outcome.product())),
                        today())));
        facts.values().forEach(person -> drafts.answers.addAll(Answer.of(person)));
        CaseStore.put(transaction, drafts.added, drafts.changed);
        OrderStore.queue(transaction, drafts.orders);
        OrderStore.answer(transaction, drafts.answers);
        CaseStore.append(transaction, drafts.entries, "ledger/" + chain, Actor.hub("engine"), clock.instant());
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

        void post(@Nullable Case known, Outcome outcome, PersonFacts facts, Terms terms, LocalDate today) {
            if (known != null && known.revision() > facts.revision()) {
                return;
            }
            Case before = known == null ? Case.first(facts.person(), outcome.coverageYear(), outcome.product()) : known;
            Posting posting = Posting.of(before, outcome, facts, terms, today);
            (known == null ? added : changed).add(posting.after());
            entries.addAll(posting.entries());
            orders.addAll(posting.orders());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
