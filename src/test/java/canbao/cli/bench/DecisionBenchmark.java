package canbao.cli.bench;

import canbao.io.yaml.Problems;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The pure decision alone, in JMH: no database, one thread, a sample of made-up people in memory, one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
    private static final LocalDate TODAY = LocalDate.of(2024, 11, 15);
    private static final int SAMPLE = 20_000;
    private static final long SEED = 42;

    private final List<PersonFacts> people;
    private final Policy policy;
    private int next;

    /** Made anew for every fork, from the policies that the hub would load. */
    public DecisionBenchmark() {
        Problems problems = new Problems();
        policy = PolicyBook.load(Path.of("config/policies"), problems).at(TODAY);
        problems.throwIfAny();
        SplittableRandom random = new SplittableRandom(SEED);
        people = Stream.generate(() -> PeopleStore.person(random)).limit(SAMPLE).toList();
    }

    /** Starts at the first of the sample. */
    @Setup
    public void rewind() {
        next = 0;
    }

    /** Decides the next one. */
    @Benchmark
    public List<Outcome> decide() {
        next = next == SAMPLE - 1 ? 0 : next + 1;
        return Eligibility.decideAll(people.get(next), policy, TODAY);
    }

    /** {@code mvn test -Dtest=DecisionBenchmark}; no part of the tests, which are called otherwise. */
    @Test
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(DecisionBenchmark.class.getName())
                        .build())
                .run();
    }
}
