package canbao.feed.batch;

import static canbao.feed.batch.BatchWorld.FEED;
import static canbao.feed.batch.BatchWorld.LI;
import static canbao.feed.batch.BatchWorld.ZHANG;
import static canbao.feed.batch.BatchWorld.number;
import static canbao.feed.batch.BatchWorld.person;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.held.HeldBatches;
import canbao.feed.quarantine.QuarantineStore.Waiting;
import canbao.feed.quarantine.Repairs;
import canbao.feed.replay.Replays;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Lists of five people come in any order of days, are held, approved, refused or superseded, rows of them are rejected and
 * repaired, and everything is replayed: of each person the newest word of what was applied counts.
 */
class BatchProperties {
    private static final BatchWorld WORLD = new BatchWorld(BatchWorld.catalogue(
            "civil-affairs-hardship.yaml",
            "maxRejectShare: 0.1          # 不合格的行超过一成，整批退回\n  minRows: 1\n  maxWithdrawShare: 0.05",
            "maxRejectShare: 1.0\n  minRows: 0\n  maxWithdrawShare: 0.3"));
    private static final int PEOPLE = 5;
    private static final List<String> WORDS = List.of("", "城市低保", "特困人员", "不明");
    private static final List<String> READ = List.of("", "低保对象", "特困人员", "");
    private static final int BROKEN = 3;

    @AfterContainer
    static void disconnect() {
        WORLD.close();
    }

    sealed interface Act {
        /** A list of a day, of each person a word: none, two good ones, one that cannot be read. */
        record Send(int day, List<Integer> words) implements Act {}

        record Decide(boolean approve) implements Act {}

        record Fix(int word) implements Act {}

        record Replay() implements Act {}
    }

    private record Word(int day, long rank, long batch, String says) {}

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void the_newest_applied_word_on_each_person_counts(@ForAll("stories") List<Act> story) {
        WORLD.empty();
        Map<Long, Act.Send> sent = new HashMap<>();
        Map<Long, Map<Integer, String>> repaired = new HashMap<>();
        for (Act act : story) {
            switch (act) {
                case Act.Send send -> sent.put(send(send), send);
                case Act.Decide decide -> decide(decide.approve());
                case Act.Fix fix -> fix(fix.word(), sent, repaired);
                case Act.Replay replay -> replay();
            }
        }
        Map<String, String> facts = WORLD.facts();
        Map<Long, String> states = new HashMap<>();
        WORLD.database
                .run("SELECT id, state FROM batch")
                .forEach((Row row) -> states.put(row.getLong(0), row.getString(1)));
        for (int n = 0; n < PEOPLE; n++) {
            assertThat(facts.getOrDefault(number(n), ""))
                    .as("person %d after %s with %s", n, story, states)
                    .isIn(allowed(n, sent, repaired, states));
        }
    }

    private static long send(Act.Send send) {
        StringBuilder rows = new StringBuilder();
        for (int n = 0; n < PEOPLE; n++) {
            int word = send.words().get(n);
            rows.append(word == 0 ? "" : person(n, WORDS.get(word)));
        }
        return WORLD.read("2025010" + send.day(), rows.toString());
    }

    private static void decide(boolean approve) {
        List<HeldBatches.Held> waiting = WORLD.held.list(0, 1);
        if (!waiting.isEmpty()) {
            long batch = waiting.getFirst().batch();
            WORLD.ask(batch);
            WORLD.held.decide(LI, batch, approve, "核对过");
            WORLD.readAll();
        }
    }

    private static void fix(int word, Map<Long, Act.Send> sent, Map<Long, Map<Integer, String>> repaired) {
        List<Waiting> open = WORLD.quarantine.list(FEED, null, "OPEN", 0, 0, 100);
        if (open.isEmpty()) {
            return;
        }
        Waiting row = open.getLast();
        var outcome = WORLD.repairs.fix(ZHANG, row.batch(), row.n(), Map.of("category", WORDS.get(word)), "核实");
        if (outcome instanceof Repairs.Outcome.Done done && !done.sent().isEmpty()) {
            int line = 1;
            for (int n = 0; n < PEOPLE; n++) {
                line += java.util.Objects.requireNonNull(sent.get(row.batch()))
                                        .words()
                                        .get(n)
                                == 0
                        ? 0
                        : 1;
                if (line == row.line()) {
                    repaired.computeIfAbsent(row.batch(), batch -> new HashMap<>())
                            .put(n, READ.get(word));
                    break;
                }
            }
        }
        WORLD.readAll();
    }

    private static void replay() {
        var filter = new Replays.Filter(FEED, null, null, Replays.Filter.STATES, null);
        WORLD.replays.run(
                ZHANG, new Replays.Order(filter, Replays.Under.CURRENT, new Replays.Caps(100, 1_000, 1), "演练"));
        WORLD.replayAll();
    }

    /** What may be said of a person: the newest word; where the newest list has only an unreadable one, any before it. */
    private static Set<String> allowed(
            int n, Map<Long, Act.Send> sent, Map<Long, Map<Integer, String>> repaired, Map<Long, String> states) {
        List<Word> words = new ArrayList<>();
        sent.forEach((batch, send) -> {
            int word = send.words().get(n);
            boolean named = send.words().stream().anyMatch(any -> any > 0);
            if ("APPLIED".equals(states.get(batch)) && named) {
                words.add(new Word(send.day(), batch, 0, word == BROKEN ? "?" : READ.get(word)));
            }
            String repair = repaired.getOrDefault(batch, Map.of()).get(n);
            if (repair != null) {
                words.add(new Word(send.day(), batch, 1, repair));
            }
        });
        words.sort(java.util.Comparator.comparing(Word::day)
                .thenComparing(Word::rank)
                .thenComparing(Word::batch));
        Set<String> allowed = new HashSet<>();
        for (Word word : words.reversed()) {
            if (!word.says().equals("?")) {
                allowed.add(word.says());
            }
            if (!words.getLast().says().equals("?")) {
                break;
            }
        }
        if (words.isEmpty() || words.getLast().says().equals("?")) {
            allowed.add("");
        }
        return allowed;
    }

    @Provide
    Arbitrary<List<Act>> stories() {
        Arbitrary<List<Integer>> words = Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(2, 0),
                        net.jqwik.api.Tuple.of(5, 1),
                        net.jqwik.api.Tuple.of(3, 2),
                        net.jqwik.api.Tuple.of(1, BROKEN))
                .list()
                .ofSize(PEOPLE);
        Arbitrary<Act> send =
                Combinators.combine(Arbitraries.integers().between(1, 4), words).as(Act.Send::new);
        Arbitrary<Act> decide = Arbitraries.of(true, true, false).map(Act.Decide::new);
        Arbitrary<Act> fix = Arbitraries.of(1, 2).map(Act.Fix::new);
        Arbitrary<Act> replay = Arbitraries.just(new Act.Replay());
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, send),
                        net.jqwik.api.Tuple.of(3, decide),
                        net.jqwik.api.Tuple.of(2, fix),
                        net.jqwik.api.Tuple.of(1, replay))
                .list()
                .ofMinSize(4)
                .ofMaxSize(12);
    }
}
