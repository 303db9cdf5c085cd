package canbao.registry;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.model.FeedId;
import canbao.model.Mode;
import canbao.testing.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Lists and increments of four people, in any order and repeated: of each the newest word counts, an absence too. */
class OrderProperties {
    private static final Database DATABASE = Platform.database();
    private static final List<String> PEOPLE = List.of("A", "B", "C", "D");

    @AfterContainer
    static void disconnect() {
        DATABASE.close();
    }

    /** What one batch says of each of the four: 0 nothing, else one of three words. Its moment is its place in the story. */
    record Said(Mode mode, List<Integer> words) {}

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void the_newest_word_on_each_counts_in_whatever_order_batches_come(
            @ForAll("stories") List<Said> story, @ForAll Random random) {
        DATABASE.run("TRUNCATE scope, fact, fact_history, applied, outbox, restated");
        TryRegistry registry = new TryRegistry(DATABASE, FeedId.of("civil-affairs/hardship"), 1.0);
        List<Integer> order = new ArrayList<>();
        for (int moment = 0; moment < story.size(); moment++) {
            order.add(moment);
            if (random.nextInt(3) == 0) {
                order.add(moment);
            }
        }
        java.util.Collections.shuffle(order, random);
        order.forEach(moment -> apply(registry, moment, story.get(moment)));
        assertThat(registry.says("A", "B", "C", "D"))
                .as("in the order %s", order)
                .isEqualTo(newest(story));
    }

    private static void apply(TryRegistry registry, int moment, Said said) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < PEOPLE.size(); i++) {
            if (said.words().get(i) > 0) {
                rows.add(Row.of(i + 1, PEOPLE.get(i), "word" + said.words().get(i)));
            }
        }
        var at = TryRegistry.MONTH_1.plus(Duration.ofDays(moment));
        if (said.mode() == Mode.SNAPSHOT) {
            registry.snapshot(at, rows.toArray(Row[]::new));
        } else {
            registry.delta(at, rows.toArray(Row[]::new));
        }
    }

    private static Map<String, String> newest(List<Said> story) {
        Map<String, String> newest = new TreeMap<>(new HashMap<>());
        for (Said said : story) {
            boolean whole =
                    said.mode() == Mode.SNAPSHOT && said.words().stream().anyMatch(word -> word > 0);
            for (int i = 0; i < PEOPLE.size(); i++) {
                int word = said.words().get(i);
                if (word > 0) {
                    newest.put(PEOPLE.get(i), "word" + word);
                } else if (whole) {
                    newest.remove(PEOPLE.get(i));
                }
            }
        }
        return newest;
    }

    @Provide
    Arbitrary<List<Said>> stories() {
        Arbitrary<List<Integer>> words =
                Arbitraries.integers().between(0, 2).list().ofSize(PEOPLE.size());
        return Combinators.combine(Arbitraries.of(Mode.class), words)
                .as(Said::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(6);
    }
}
