package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.STAFF;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.BatchHeader.Reading;
import canbao.model.batch.Claim;
import canbao.model.batch.Sighting;
import canbao.runtime.desk.TryPeople.Said;
import canbao.testing.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/**
 * Whole lists and increments of five people from two sources, in any order, some of them twice, some held until they are
 * approved or a newer list supersedes them; two of the five are merged and told apart by turns while the engine decides and
 * offices answer. What is known and owed in the end is what the story says, whatever way it was told.
 */
class EverythingProperties {
    private static final Database DATABASE = Platform.database();
    private static final AtomicInteger STORIES = new AtomicInteger();
    private static final Instant BEGIN = Instant.parse("2024-10-01T00:00:00Z");
    private static final List<String> WORDS = List.of("", "低保对象", "特困人员");
    private static final int PEOPLE = 5;
    private static final int MOMENTS = 5;

    private final TryPeople world = new TryPeople(DATABASE);

    /** What one batch says of each of the five: 0 nothing, else a word. Its moment is its place in the story. */
    private record Batch(int moment, FeedId feed, Mode mode, List<Integer> words) {}

    private record Story(String scope, List<String> people, List<Batch> batches, boolean merged) {}

    /** A row in a list of this story only. */
    private record InScope(Said said, String scope) implements Claim {
        @Override
        public int line() {
            return 1;
        }

        @Override
        public UUID rowKey() {
            return said.rowKey();
        }

        @Override
        public long contentHash() {
            return said.contentHash();
        }

        @Override
        public @Nullable Instant version() {
            return null;
        }

        @Override
        public Sighting sighting() {
            return said.sighting();
        }

        @Override
        public String attributes() {
            return said.attributes();
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void in_whatever_order_it_is_told_the_story_ends_the_same(@ForAll long seed) {
        Random random = new Random(seed);
        Story story = story(random);
        world.say(story.people().stream().map(TryPeople::known).toArray(Said[]::new));
        tell(story, random);
        world.settle(story.people().toArray(String[]::new));
        for (int i = 0; i < PEOPLE; i++) {
            if (i > 1 || !story.merged()) {
                assertThat(facts(story.people().get(i))).as("of %s", i).isEqualTo(newest(story, i));
            }
        }
        if (story.merged()) {
            List<String> both = new ArrayList<>(newest(story, 0));
            both.addAll(newest(story, 1));
            Collections.sort(both);
            assertThat(
                            facts(story.people().get(0)).isEmpty()
                                    ? facts(story.people().get(1))
                                    : facts(story.people().get(0)))
                    .isEqualTo(both);
        }
        obligations(story);
    }

    /** One and another stay on the lists once they are there: who loses help keeps this year's cover, as a matter of time. */
    private static Story story(Random random) {
        int nth = STORIES.incrementAndGet();
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(number(100_000 + nth * 10 + i));
        }
        int[] since = {random.nextInt(MOMENTS + 2), random.nextInt(MOMENTS + 2)};
        List<Batch> batches = new ArrayList<>();
        for (int moment = 0; moment < MOMENTS; moment++) {
            List<Integer> words = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                boolean stays = i < 2 && moment >= since[i];
                words.add(i < 2 ? (stays ? 1 + random.nextInt(2) : 0) : random.nextInt(3));
            }
            Mode mode = random.nextInt(3) == 0 ? Mode.DELTA : Mode.SNAPSHOT;
            batches.add(new Batch(moment, TryPeople.CIVIL, mode, words));
            batches.add(new Batch(moment, TryPeople.SCHOOL, Mode.DELTA, pupils(random)));
        }
        return new Story("s" + nth, people, batches, random.nextBoolean());
    }

    private static List<Integer> pupils(Random random) {
        List<Integer> pupils = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            pupils.add(random.nextInt(2));
        }
        return pupils;
    }

    private void tell(Story story, Random random) {
        List<Runnable> steps = new ArrayList<>();
        List<Batch> held = new ArrayList<>();
        List<Batch> arrivals = new ArrayList<>(story.batches());
        arrivals.addAll(
                story.batches().stream().filter(again -> random.nextInt(4) == 0).toList());
        arrivals.forEach(batch -> steps.add(() -> {
            if (!apply(story, batch, false)) {
                held.add(batch);
            }
        }));
        for (int n = 0; n < 2; n++) {
            steps.add(world::decide);
            steps.add(() -> world.settle(story.people().toArray(String[]::new)));
            steps.add(() -> approve(story, held, random));
        }
        Collections.shuffle(steps, random);
        String one = story.people().get(0);
        String other = story.people().get(1);
        int at = 0;
        boolean together = false;
        for (int n = random.nextInt(3) * 2 + (story.merged() ? 1 : 0); n > 0; n--) {
            boolean merge = !together;
            at += random.nextInt(steps.size() + 1 - at);
            steps.add(at++, merge ? () -> merge(one, other) : () -> separate(one, other));
            together = merge;
        }
        steps.forEach(Runnable::run);
        while (!held.isEmpty()) {
            approve(story, held, random);
        }
    }

    private void merge(String one, String other) {
        world.people.merger().merge(person(one), person(other), STAFF, "一人");
    }

    private void separate(String one, String other) {
        world.people.merger().separate(person(one), person(other), STAFF, "两人");
    }

    /** Any of those that wait; who is superseded by then changes nothing. */
    private void approve(Story story, List<Batch> held, Random random) {
        if (!held.isEmpty()) {
            assertThat(apply(story, held.remove(random.nextInt(held.size())), true))
                    .isTrue();
        }
    }

    /** False when it was held. */
    private boolean apply(Story story, Batch batch, boolean released) {
        List<InScope> rows = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            int word = batch.words().get(i);
            if (word > 0) {
                rows.add(new InScope(said(batch, story.people().get(i), word), story.scope()));
            }
        }
        FactKind kind = batch.feed().equals(TryPeople.CIVIL) ? FactKind.HARDSHIP : FactKind.PUPIL;
        BatchHeader plain =
                TryPeople.header(batch.feed(), kind, batch.mode(), BEGIN.plusSeconds(86_400L * batch.moment()));
        BatchHeader header = new BatchHeader(
                plain.id(),
                plain.feed(),
                plain.kind(),
                plain.mode(),
                plain.asOf(),
                0.3,
                plain.rank(),
                new Reading(false, released, false));
        return !world.batch(header, rows).held();
    }

    private static Said said(Batch batch, String number, int word) {
        return batch.feed().equals(TryPeople.CIVIL)
                ? Said.of(TryPeople.CIVIL, FactKind.HARDSHIP, number, Map.of("category", WORDS.get(word)))
                : TryPeople.pupil(number);
    }

    /** By the story alone: the newest word of each source, an absence from a whole list too. */
    private static List<String> newest(Story story, int who) {
        Map<String, String> newest = new TreeMap<>();
        newest.put("police/population", "{area=330302}");
        for (Batch batch : story.batches()) {
            int word = batch.words().get(who);
            String feed = batch.feed().toString();
            if (word > 0) {
                newest.put(
                        feed,
                        batch.feed().equals(TryPeople.CIVIL)
                                ? "{category=" + WORDS.get(word) + "}"
                                : "{birth=2015-09-01, school=3303020001}");
            } else if (batch.mode() == Mode.SNAPSHOT && batch.words().stream().anyMatch(said -> said > 0)) {
                newest.remove(feed);
            }
        }
        return newest.entrySet().stream()
                .map(said -> said.getKey() + "=" + said.getValue())
                .toList();
    }

    private List<String> facts(String number) {
        return MergingProperties.said(world, number).stream().sorted().toList();
    }

    /** Whoever has help by the story has cover, whoever is a pupil without it owes, and of two that are one only one has either. */
    private void obligations(Story story) {
        List<String> of = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String number = story.people().get(i);
            of.add(world.state(number) + world.inForce(number));
        }
        if (story.merged()) {
            List<String> both = new ArrayList<>(newest(story, 0));
            both.addAll(newest(story, 1));
            of.removeIf(one -> one.equals("MERGED[]") || one.equals("[]"));
            assertThat(of.isEmpty() ? "INELIGIBLE[]" : String.join(" + ", of)).isEqualTo(due(both));
        } else {
            for (int i = 0; i < 2; i++) {
                String found = of.get(i);
                assertThat(found.equals("[]") ? "INELIGIBLE[]" : found).isEqualTo(due(newest(story, i)));
            }
        }
    }

    private static String due(List<String> facts) {
        if (facts.stream().anyMatch(fact -> fact.startsWith("civil-affairs/hardship"))) {
            return "SUBSIDISED[INSURER ENROL, TAX LEVY]";
        }
        return facts.stream().anyMatch(fact -> fact.startsWith("education/roster"))
                ? "OWING[TAX LEVY]"
                : "INELIGIBLE[]";
    }
}
