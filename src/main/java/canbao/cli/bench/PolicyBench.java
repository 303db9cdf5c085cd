package canbao.cli.bench;

import canbao.cli.bench.CpuMeter.Reading;
import canbao.io.yaml.Problems;
import canbao.ledger.year.YearRuns;
import canbao.ledger.year.YearRuns.Kind;
import canbao.ledger.year.YearRuns.Order;
import canbao.ledger.year.YearRuns.Outcome;
import canbao.ledger.year.YearRuns.Status;
import canbao.model.Actor;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.registry.FactStore;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everybody is decided again: when all are new, when nothing changes, and when a tenth changes; and the decision alone. */
@Command(
        name = "policy",
        description =
                "为所有人重新判定：全新、无变化、10% 变化；另测单独的判定 / decide everybody: all new, nothing changes, 10 % change; and the decision alone")
final class PolicyBench implements Callable<Integer> {
    private static final LocalDate TODAY = LocalDate.of(2024, 11, 15);
    private static final int SAMPLE = 20_000;
    private static final int PAGE = 2_000;
    private static final int WARM_UPS = 15;
    private static final int ROUNDS = 10;

    @Option(names = "--people", description = "人数 / people (${DEFAULT-VALUE})")
    private int people = 200_000;

    @Option(names = "--seed", description = "随机种子 / seed (${DEFAULT-VALUE})")
    private long seed = 42;

    @Option(names = "--json", description = "最后一行输出一个 JSON 对象 / print one JSON object as the last line")
    private boolean json;

    @Option(names = "--data", description = "数据目录，先清空 / data folder, emptied first (${DEFAULT-VALUE})")
    private Path data = Path.of("data/bench");

    @Override
    public Integer call() throws Exception {
        JsonObject result = new JsonObject().put("people", people).put("decisionAlone", decisions());
        boolean right;
        try (BenchWorld world = new BenchWorld(data)) {
            PeopleStore store = new PeopleStore(world.database());
            System.err.println("生成 " + people + " 人 / making " + people + " people");
            long facts = store.add(people, seed);
            result.put("factsPerPerson", SnapshotBench.rounded((double) facts / people));
            CpuMeter meter = new CpuMeter(world.postmaster());
            result.put("readingFactsAlone", reading(world, meter));
            right = run(world, meter, "everybodyNew", result).added() == people;
            store.tidy();
            right &= run(world, meter, "nothingChanges", result).unchanged() == people;
            store.changeTenth();
            right &= run(world, meter, "tenPercent", result).changed() > 0;
        }
        print(result);
        return right ? 0 : 1;
    }

    /** Stage 0: no database, one thread, a sample in memory, decided until the compiler has done its work. */
    private JsonObject decisions() {
        Problems problems = new Problems();
        Policy policy = PolicyBook.load(Path.of("config/policies"), problems).at(TODAY);
        problems.throwIfAny();
        SplittableRandom random = new SplittableRandom(seed);
        List<PersonFacts> sample =
                Stream.generate(() -> PeopleStore.person(random)).limit(SAMPLE).toList();
        long[] taken = new long[WARM_UPS + ROUNDS];
        long products = 0;
        for (int round = 0; round < taken.length; round++) {
            long started = System.nanoTime();
            for (PersonFacts person : sample) {
                products += Eligibility.decideAll(person, policy, TODAY).size();
            }
            taken[round] = System.nanoTime() - started;
        }
        double micros =
                java.util.Arrays.stream(taken, WARM_UPS, taken.length).average().orElseThrow() / 1e3 / SAMPLE;
        return new JsonObject()
                .put("method", "loop, " + WARM_UPS + " warm-ups, " + ROUNDS + " rounds of " + SAMPLE)
                .put("products", products / taken.length / SAMPLE)
                .put("microsPerPerson", SnapshotBench.rounded(micros))
                .put("personsPerSecond", Math.round(1e6 / micros));
    }

    /** What it costs to read everybody's facts and do nothing with them, in one thread. */
    private JsonObject reading(BenchWorld world, CpuMeter meter) {
        FactStore facts = new FactStore(world.database());
        UUID last = new UUID(-1, -1);
        UUID after = new UUID(0, 0);
        Reading before = meter.read();
        int read = 0;
        for (List<PersonKey> page = facts.page(after, last, PAGE);
                !page.isEmpty() && read < people;
                page = facts.page(after, last, PAGE)) {
            read += facts.current(page).people().size();
            after = page.getLast().value();
        }
        return figures(meter.read().since(before), read);
    }

    private Status run(BenchWorld world, CpuMeter meter, String name, JsonObject result) {
        System.err.println("  " + name);
        YearRuns runs = world.hub().yearRuns();
        Reading before = meter.read();
        Outcome outcome = runs.start(Actor.hub("bench"), new Order(Kind.REEVALUATE, null, name, true));
        if (!(outcome instanceof Outcome.Done started)) {
            throw new IllegalStateException("the run did not start: " + outcome);
        }
        world.hub().wakeAll();
        Status status = runs.find(started.run()).orElseThrow();
        while (status.state().equals("RUNNING")) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            status = runs.find(started.run()).orElseThrow();
        }
        Reading cost = meter.read().since(before);
        result.put(
                name,
                figures(cost, people)
                        .put("state", status.state())
                        .put("added", status.added())
                        .put("changed", status.changed())
                        .put("unchanged", status.unchanged())
                        .put("entries", status.entries())
                        .put("orders", status.orders()));
        return status;
    }

    private static JsonObject figures(Reading cost, int people) {
        return new JsonObject()
                .put("personsPerSecond", Math.round(people / cost.wall()))
                .put("wallSeconds", SnapshotBench.rounded(cost.wall()))
                .put("hubCpuMicrosPerPerson", SnapshotBench.rounded(cost.own() * 1e6 / people))
                .put("pgCpuMicrosPerPerson", SnapshotBench.rounded(cost.postgres() * 1e6 / people));
    }

    private void print(JsonObject result) {
        if (json) {
            System.out.println(result.encode());
        } else {
            System.out.println(result.encodePrettily());
        }
    }
}
