package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.STAFF;
import static canbao.runtime.desk.TryPeople.known;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.model.FactKind;
import canbao.model.PersonFacts;
import canbao.runtime.desk.TryPeople.Said;
import canbao.testing.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever is said of two numbers, in whatever order, with merges and their opposite in between. */
class MergingProperties {
    private static final Database DATABASE = Platform.database();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** What comes of the same claims without any detour; nothing in it names a person. */
    private static final Map<List<Object>, List<String>> PLAIN = new HashMap<>();

    private final TryPeople world = new TryPeople(DATABASE);

    private enum Step {
        CLAIMS_OF_A,
        CLAIMS_OF_B,
        MERGE,
        SEPARATE,
        DECIDE,
        SETTLE
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void the_same_facts_and_obligations_for_the_same_final_aliases(
            @ForAll @IntRange(min = 1, max = 3) int ofA,
            @ForAll @IntRange(min = 1, max = 3) int ofB,
            @ForAll boolean merged,
            @ForAll long order) {
        assertThat(outcome(ofA, ofB, steps(merged, new Random(order))))
                .isEqualTo(PLAIN.computeIfAbsent(List.of(ofA, ofB, merged), key -> outcome(ofA, ofB, plain(merged))));
    }

    private static List<Step> plain(boolean merged) {
        List<Step> steps = new ArrayList<>(List.of(Step.CLAIMS_OF_A, Step.CLAIMS_OF_B));
        if (merged) {
            steps.add(Step.MERGE);
        }
        return steps;
    }

    /** Claims, engine and offices at any place, often together; merging and telling apart by turns. */
    private static List<Step> steps(boolean merged, Random random) {
        List<Step> turns = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            turns.add(Step.MERGE);
            turns.add(Step.SEPARATE);
        }
        if (merged) {
            turns.add(Step.MERGE);
        }
        List<Step> others =
                new ArrayList<>(List.of(Step.CLAIMS_OF_A, Step.CLAIMS_OF_B, Step.DECIDE, Step.SETTLE, Step.SETTLE));
        Collections.shuffle(others, random);
        if (random.nextBoolean()) {
            turns.addAll(random.nextInt(turns.size() + 1), others);
        } else {
            others.forEach(step -> turns.add(random.nextInt(turns.size() + 1), step));
        }
        return turns;
    }

    private List<String> outcome(int ofA, int ofB, List<Step> steps) {
        String a = number(NUMBERS.incrementAndGet());
        String b = number(NUMBERS.incrementAndGet());
        world.say(known(a), known(b));
        boolean merged = false;
        for (Step step : steps) {
            switch (step) {
                case CLAIMS_OF_A -> claims(a, ofA).forEach(world::say);
                case CLAIMS_OF_B -> claims(b, ofB).forEach(world::say);
                case MERGE -> world.people.merger().merge(person(a), person(b), STAFF, "一人");
                case SEPARATE -> world.people.merger().separate(person(a), person(b), STAFF, "两人");
                case DECIDE -> world.decide();
                case SETTLE -> world.settle(a, b);
            }
            merged = step == Step.MERGE || (merged && step != Step.SEPARATE);
        }
        world.settle(a, b);
        return merged
                ? List.of(String.join(" + ", new TreeSet<>(List.of(facts(a), facts(b)))), together(a, b))
                : List.of(facts(a) + " " + obligations(a), facts(b) + " " + obligations(b));
    }

    private static List<Said> claims(String number, int which) {
        List<Said> claims = new ArrayList<>();
        if ((which & 1) != 0) {
            claims.add(TryPeople.pupil(number));
        }
        if ((which & 2) != 0) {
            claims.add(TryPeople.poor(number));
        }
        return claims;
    }

    private String facts(String number) {
        return said(world, number).toString();
    }

    /** What is known of somebody, but for answers to orders. */
    static List<String> said(TryPeople world, String number) {
        return world.people.facts().read(List.of(person(number))).values().stream()
                .map(PersonFacts::facts)
                .flatMap(List::stream)
                .filter(fact -> fact.kind() != FactKind.ANSWER)
                .map(fact -> fact.feed() + "=" + new java.util.TreeMap<>(fact.attributes()))
                .sorted()
                .toList();
    }

    private String obligations(String number) {
        return world.state(number) + world.inForce(number);
    }

    /** Of both, whoever is kept: what one has, and that the other has nothing. */
    private String together(String a, String b) {
        return Stream.of(a, b)
                .map(this::obligations)
                .filter(one -> !one.equals("MERGED[]") && !one.equals("[]"))
                .toList()
                .toString();
    }
}
