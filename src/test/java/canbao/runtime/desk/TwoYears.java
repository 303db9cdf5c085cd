package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.NOVEMBER;
import static canbao.runtime.desk.TryPeople.STAFF;
import static canbao.runtime.desk.TryPeople.known;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.poor;
import static canbao.runtime.desk.TryPeople.pupil;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.audit.AuditStore;
import canbao.cli.year.CloneCommand;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.ledger.CaseLoop;
import canbao.ledger.year.Everybody;
import canbao.ledger.year.YearRunLoop;
import canbao.ledger.year.YearRuns;
import canbao.ledger.year.YearRuns.Order;
import canbao.ledger.year.YearRuns.Outcome;
import canbao.ledger.year.YearRuns.Status;
import canbao.policy.PolicyBook;
import canbao.testing.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;

/** Lucheng's policies of 2025 and of 2026, the latter as {@code ./hub policy clone} drafts it, and a district under them. */
final class TwoYears {
    static final int PEOPLE = 60;

    private TwoYears() {}

    static PolicyBook book() {
        try {
            Path config = Platform.folder("canbao-two-years");
            Path policies = Files.createDirectories(config.resolve("policies"));
            Files.copy(Path.of("config/policies/330302-2025.yaml"), policies.resolve("330302-2025.yaml"));
            Path next = policies.resolve("330302-2026.yaml");
            int code = new CommandLine(new CloneCommand())
                    .execute("330302-2025", "2026", "--config=" + config, "--out=" + next);
            if (code != 0) {
                throw new AssertionError("clone ended with " + code);
            }
            Problems problems = new Problems();
            PolicyBook book = PolicyBook.load(policies, problems);
            problems.throwIfAny();
            return book;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A district of pupils and poor people, decided for 2025, and what decides them for another year. */
    static final class World implements AutoCloseable {
        final TryPeople people;
        final Database database;
        final YearRuns runs;
        final PolicyBook book;
        final AtomicInteger failing = new AtomicInteger(Integer.MAX_VALUE);

        World(PolicyBook book, Clock clock) {
            this.book = book;
            database = Platform.database();
            people = new TryPeople(database);
            AuditStore audit = new AuditStore(database, "year", NOVEMBER);
            runs = new YearRuns(database, () -> book, YearParts.everybody(people.people.facts()), audit, clock);
            for (int n = 0; n < PEOPLE; n++) {
                people.say(known(number(n)));
                people.say(n % 3 == 0 ? poor(number(n)) : pupil(number(n)));
            }
            people.decideWith(engine());
        }

        CaseLoop engine() {
            return new CaseLoop(
                    database, people.people.facts()::current, () -> book, NOVEMBER, (transaction, decided) -> {
                        if (failing.decrementAndGet() == 0) {
                            throw new IllegalStateException("the connection broke, as it were");
                        }
                    });
        }

        /** A worker as a restarted hub has it. */
        YearRunLoop worker(int worker) {
            return worker(worker, YearParts.everybody(people.people.facts()));
        }

        YearRunLoop worker(int worker, Everybody everybody) {
            Lease lease = new Lease(new LeaseStore(database, "test", Duration.ofSeconds(30)), "year/" + worker);
            return new YearRunLoop(
                    database, engine(), () -> book, everybody, new YearRunLoop.Place(lease, worker, 2, 2, NOVEMBER));
        }

        void finish() {
            YearRunLoop one = worker(0);
            YearRunLoop other = worker(1);
            for (boolean more = true; more; ) {
                more = one.step();
                more |= other.step();
            }
        }

        long start(Order order) {
            assertThat(runs.start(STAFF, order)).isInstanceOf(Outcome.Done.class);
            return runs.list(1).getFirst().id();
        }

        Status status(long run) {
            return runs.find(run).orElseThrow();
        }

        /** Everything that was posted, but for the batch numbers, which differ from one database to another. */
        List<String> ledger(int year) {
            return rows("""
                    SELECT (person, product, ordinal, kind, category, personal_fen, subsidy_fen, policy)::text FROM entry
                    WHERE coverage_year = %1$d UNION ALL
                    SELECT (person, product, state, category, subsidy_fen, ordinal, open_order, next_review)::text
                    FROM enrolment_case WHERE coverage_year = %1$d UNION ALL
                    SELECT (person, product, ordinal, destination, action, state)::text FROM enrolment_order
                    WHERE coverage_year = %1$d ORDER BY 1
                    """.formatted(year));
        }

        /** Down to the row's place: nothing was written here, not even the same again. */
        List<String> untouched(int year) {
            return rows("SELECT (ctid, xmin, c.*)::text FROM enrolment_case AS c WHERE coverage_year = " + year
                    + " ORDER BY 1");
        }

        List<String> years(String number) {
            return people.texts(
                    "SELECT coverage_year || ' ' || state FROM enrolment_case WHERE person = $1 ORDER BY 1", number);
        }

        List<String> rows(String sql) {
            return database.run(sql).stream().map(row -> row.getString(0)).toList();
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
