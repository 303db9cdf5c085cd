package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.STAFF;
import static canbao.runtime.desk.TryPeople.known;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;
import static canbao.runtime.desk.TryPeople.poor;
import static canbao.runtime.desk.TryPeople.pupil;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.identity.person.Merger.Result;
import canbao.io.Database;
import canbao.ledger.CaseLoop;
import canbao.model.CurrentFacts;
import canbao.model.FactKind;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.testing.Platform;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MergingTest {
    private static final Database DATABASE = Platform.database();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TryPeople world = new TryPeople(DATABASE);
    private final String a = number(NUMBERS.incrementAndGet());
    private final String b = number(NUMBERS.incrementAndGet());

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void two_numbers_of_one_person_are_decided_as_one_and_read_as_one() {
        world.say(known(a), known(b), pupil(a));
        merge();
        world.say(poor(b));
        world.settle(a, b);
        PersonKey kept = kept();
        PersonFacts facts = Objects.requireNonNull(
                world.people.facts().read(List.of(person(a))).get(kept));
        assertThat(facts.of(FactKind.PUPIL)).hasSize(1);
        assertThat(facts.of(FactKind.HARDSHIP)).hasSize(1);
        assertThat(world.people.facts().read(List.of(person(b)))).containsOnlyKeys(kept);
        assertThat(states()).containsExactlyInAnyOrder("SUBSIDISED", "");
    }

    @Test
    void of_two_cases_the_one_that_is_further_along_goes_on_and_what_was_sent_for_the_other_is_cancelled() {
        world.say(known(a), known(b), pupil(a), poor(b));
        world.settle(a, b);
        assertThat(world.inForce(a)).containsExactly("TAX LEVY");
        assertThat(merge()).isEqualTo(new Result.Merged(person(b), sorted()));
        assertThat(world.entries(a)).endsWith("LEVY_WITHDRAWN", "MERGED");
        world.settle(a, b);
        assertThat(world.state(a)).isEqualTo("MERGED");
        assertThat(world.inForce(a)).isEmpty();
        assertThat(world.state(b)).isEqualTo("SUBSIDISED");
        assertThat(world.inForce(b)).containsExactly("INSURER ENROL", "TAX LEVY");
    }

    @Test
    void e05_two_covers_become_one() {
        world.say(poor(a), poor(b));
        world.settle(a, b);
        merge();
        world.settle(a, b);
        assertThat(List.of(world.inForce(a), world.inForce(b)))
                .containsExactlyInAnyOrder(List.of(), List.of("INSURER ENROL", "TAX LEVY"));
        assertThat(states()).containsExactlyInAnyOrder("SUBSIDISED", "MERGED");
    }

    @Test
    void an_order_that_has_not_left_never_will_and_one_that_may_have_is_cancelled() {
        world.say(known(a), poor(a), poor(b));
        world.decide();
        PersonKey kept = ((Result.Merged) merge()).kept();
        String other = kept.equals(person(a)) ? b : a;
        assertThat(world.orders(other)).containsExactly("INSURER ENROL DROPPED");
        separate();
        world.decide();
        DATABASE.run(
                "UPDATE enrolment_order SET sent_at = now() WHERE person = $1 AND state = 'QUEUED'",
                Tuple.of(person(other).value()));
        PersonKey again = ((Result.Merged) merge()).kept();
        assertThat(again).isEqualTo(kept);
        assertThat(world.orders(other))
                .containsExactly("INSURER ENROL DROPPED", "INSURER ENROL QUEUED", "INSURER CANCEL QUEUED");
    }

    @Test
    void telling_apart_restores_both_from_their_own_facts() {
        world.say(known(a), known(b), pupil(a), poor(b));
        world.settle(a, b);
        merge();
        world.settle(a, b);
        separate();
        world.settle(a, b);
        assertThat(world.state(a)).isEqualTo("OWING");
        assertThat(world.inForce(a)).containsExactly("TAX LEVY");
        assertThat(world.state(b)).isEqualTo("SUBSIDISED");
        assertThat(DATABASE.run("SELECT 1 FROM person_alias WHERE person = ANY($1)", Tuple.of(keys()))
                        .size())
                .isZero();
        assertThat(world.texts("SELECT state FROM person_link_history WHERE person = $1 OR other = $1 ORDER BY id", a))
                .containsExactly("LINKED", "UNLINKED");
    }

    @Test
    void cover_that_only_the_other_deserved_does_not_outlast_the_mistake() {
        world.say(known(a), known(b));
        merge();
        world.say(pupil(a), poor(b));
        world.settle(a, b);
        separate();
        world.settle(a, b);
        assertThat(world.state(a)).isEqualTo("OWING");
        assertThat(world.inForce(a)).containsExactly("TAX LEVY");
        assertThat(world.state(b)).isEqualTo("SUBSIDISED");
        assertThat(world.inForce(b)).containsExactly("INSURER ENROL", "TAX LEVY");
    }

    @Test
    void who_is_told_apart_is_decided_anew_although_the_newest_word_was_the_others() {
        world.say(known(a), known(b));
        boolean first = ((Result.Merged) merge()).kept().equals(person(a));
        String kept = first ? a : b;
        world.say(pupil(kept));
        world.settle(a, b);
        world.say(poor(first ? b : a));
        world.decide();
        assertThat(world.state(kept)).isEqualTo("ENROL_ORDERED");
        separate();
        world.settle(a, b);
        assertThat(world.state(kept)).isEqualTo("OWING");
        assertThat(world.inForce(kept)).containsExactly("TAX LEVY");
    }

    @Test
    void a_merge_between_the_reading_and_the_posting_is_noticed() {
        world.say(known(a), known(b), pupil(a), poor(b));
        AtomicBoolean merged = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        CaseLoop engine = world.engine(persons -> {
            CurrentFacts read = world.people.facts().current(persons);
            reads.incrementAndGet();
            if (merged.compareAndSet(false, true)) {
                merge();
            }
            return read;
        });
        wake(engine);
        world.settle(a, b);
        assertThat(reads.get()).isGreaterThan(1);
        assertThat(states()).containsExactlyInAnyOrder("SUBSIDISED", "");
        assertThat(List.of(world.inForce(a), world.inForce(b))).contains(List.of());
    }

    @Test
    void merges_and_their_opposite_while_changes_arrive_leave_one_cover_or_two_never_more() throws Exception {
        world.say(known(a), known(b));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            AtomicBoolean done = new AtomicBoolean();
            Future<?> engine = threads.submit(() -> {
                while (!done.get()) {
                    world.settle(a, b);
                }
            });
            Future<?> desk = threads.submit(() -> {
                for (int i = 0; i < 15; i++) {
                    merge();
                    separate();
                }
                merge();
            });
            Future<?> agencies = threads.submit(() -> {
                for (int day = 1; day < 25; day++) {
                    world.say(pupil(a).on(day), day % 2 == 0 ? poor(b).on(day) : poor(a).on(day));
                }
            });
            desk.get();
            agencies.get();
            done.set(true);
            engine.get();
        }
        world.settle(a, b);
        assertThat(states()).contains("SUBSIDISED").containsAnyOf("", "MERGED");
        assertThat(List.of(world.inForce(a), world.inForce(b)))
                .containsExactlyInAnyOrder(List.of(), List.of("INSURER ENROL", "TAX LEVY"));
        separate();
        world.settle(a, b);
        assertThat(states()).containsExactly("SUBSIDISED", "SUBSIDISED");
    }

    @Test
    void e05_a_register_that_names_a_former_number_links_both_until_somebody_says_no() {
        world.say(known(a), poor(a), pupil(b), renumbered());
        world.settle(a, b);
        assertThat(states()).containsExactlyInAnyOrder("SUBSIDISED", "OWING");
        world.people.merger().step();
        world.settle(a, b);
        assertThat(states()).containsExactlyInAnyOrder("SUBSIDISED", "MERGED");
        assertThat(separate()).isInstanceOf(Result.Separated.class);
        world.say(renumbered().on(3).named("甲"));
        world.settle(a, b);
        world.people.merger().step();
        world.settle(a, b);
        assertThat(states()).containsExactlyInAnyOrder("SUBSIDISED", "OWING");
    }

    @Test
    void a_former_number_that_the_register_gives_to_somebody_of_another_name_links_nobody_by_itself() {
        world.say(known(a).named("甲某"), renumbered().named("乙某"));
        world.settle(a, b);
        world.people.merger().step();
        world.settle(a, b);
        assertThat(world.texts("SELECT state FROM person_link WHERE person = $1 OR other = $1", a))
                .containsExactly("DOUBTFUL");
        assertThat(world.people.merger().step()).isFalse();
        assertThat(DATABASE.run("SELECT 1 FROM person_alias WHERE person = ANY($1)", Tuple.of(keys()))
                        .size())
                .isZero();
    }

    @Test
    void the_kept_person_goes_out_under_the_number_that_the_register_used_last() {
        world.say(known(a).named("测试甲"), poor(a).phoned("13900000001"));
        world.settle(a);
        world.say(
                known(b).on(5).named("测试甲"),
                pupil(b).named("测试甲").phoned("13900000002").on(6));
        world.settle(a, b);
        merge();
        PersonKey kept = kept();
        assertThat(kept).isEqualTo(person(a));
        var identity = Objects.requireNonNull(
                world.people.vault().identities(List.of(kept)).get(kept));
        assertThat(identity.certificateNumber()).isEqualTo(b);
        assertThat(identity.phone()).isEqualTo("13900000002");
        var other = Objects.requireNonNull(
                world.people.vault().identities(List.of(person(b))).get(person(b)));
        assertThat(other.certificateNumber())
                .as("what was ordered under it is cancelled under it")
                .isEqualTo(b);
    }

    @Test
    void what_cannot_be_merged_says_why() {
        world.say(known(a));
        assertThat(refused(merge())).isEqualTo("UNKNOWN_PERSON");
        assertThat(refused(separate())).isEqualTo("NOT_LINKED");
        world.say(known(b));
        assertThat(merge()).isInstanceOf(Result.Merged.class);
        assertThat(refused(merge())).isEqualTo("LINKED");
    }

    private static String refused(Result result) {
        return ((Result.Refused) result).rule();
    }

    private TryPeople.Said renumbered() {
        return TryPeople.Said.of(
                TryPeople.REGISTER,
                FactKind.REGISTER,
                b,
                Map.of("area", "330302", "formerPerson", person(a).toString()));
    }

    private Result merge() {
        return world.people.merger().merge(person(a), person(b), STAFF, "同一人 / one person");
    }

    private Result separate() {
        return world.people.merger().separate(person(a), person(b), STAFF, "弄错了 / a mistake");
    }

    private void wake(CaseLoop engine) {
        world.decideWith(engine);
    }

    private PersonKey kept() {
        return DATABASE.run("SELECT kept FROM person_alias WHERE person = ANY($1)", Tuple.of(keys())).stream()
                .map(row -> new PersonKey(row.getUUID(0)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> states() {
        return List.of(world.state(a), world.state(b));
    }

    private List<PersonKey> sorted() {
        return java.util.stream.Stream.of(person(a), person(b)).sorted().toList();
    }

    private java.util.UUID[] keys() {
        return new java.util.UUID[] {person(a).value(), person(b).value()};
    }
}
