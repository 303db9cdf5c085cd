package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.NOVEMBER;
import static canbao.runtime.desk.TryPeople.STAFF;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.poor;
import static canbao.runtime.desk.TryPeople.pupil;
import static canbao.runtime.desk.TwoYears.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.ledger.CaseLoop;
import canbao.ledger.year.Everybody;
import canbao.ledger.year.YearRunLoop;
import canbao.ledger.year.YearRuns.Kind;
import canbao.ledger.year.YearRuns.Order;
import canbao.ledger.year.YearRuns.Outcome;
import canbao.ledger.year.YearRuns.Status;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.policy.PolicyBook;
import canbao.runtime.BoardStore;
import canbao.runtime.desk.TwoYears.World;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class YearRunsTest {
    private static final Order ROLLOVER = new Order(Kind.ROLLOVER, 2026, "年度结转", false);
    private static final PolicyBook BOOK = TwoYears.book();

    private final List<World> worlds = new ArrayList<>();

    @AfterEach
    void disconnect() {
        worlds.forEach(World::close);
    }

    private World world() {
        return world(NOVEMBER);
    }

    private World world(Clock clock) {
        World made = new World(BOOK, clock);
        worlds.add(made);
        return made;
    }

    @Test
    void a_roll_over_decides_everybody_for_the_new_year_and_leaves_the_closing_one_untouched() {
        World world = world();
        List<String> before = world.untouched(2025);
        long run = world.start(ROLLOVER);
        world.finish();
        Status status = world.status(run);
        assertThat(status.state()).isEqualTo("DONE");
        assertThat(List.of(status.expected(), status.people(), status.added(), status.entries()))
                .containsOnly((long) PEOPLE);
        assertThat(world.rows("SELECT count(*)::text FROM enrolment_case WHERE coverage_year = 2026"))
                .containsExactly("60");
        assertThat(before).hasSize(PEOPLE);
        assertThat(world.untouched(2025)).isEqualTo(before);
    }

    @Test
    void the_closing_years_figures_are_kept_with_their_digest() {
        World world = world();
        long run = world.start(ROLLOVER);
        assertThat(world.runs.figures(run))
                .extracting(figure -> figure.category() + " " + figure.state() + " " + figure.people() + " "
                        + figure.amounts().subsidy() + " " + figure.amounts().owed())
                .containsExactly(" OWING 40 0 2640000", "低保对象 ENROL_ORDERED 20 1320000 0");
        assertThat(world.runs.figuresHold(run)).isTrue();
        world.database.run("ALTER TABLE year_figure DISABLE TRIGGER year_figure_is_append_only");
        world.database.run("UPDATE year_figure SET subsidy_fen = subsidy_fen + 1 WHERE category <> ''");
        assertThat(world.runs.figuresHold(run)).isFalse();
        assertThat(world.rows("SELECT detail::text FROM audit WHERE action = 'year.rollover'"))
                .singleElement()
                .asString()
                .contains(Objects.requireNonNull(world.status(run).figures()), "年度结转");
    }

    @Test
    void e27_the_cloned_policy_decides_everybody_and_both_years_figures_by_category_stay_as_they_were() {
        World world = world();
        long run = world.start(ROLLOVER);
        world.finish();
        var opened = world.runs.openedFigures(run);
        assertThat(opened).extracting(figure -> figure.people()).containsExactly(40L, 20L);
        var closing = world.runs.figures(run);
        assertThat(closing)
                .extracting(figure -> figure.category() + figure.people())
                .containsExactly("40", "低保对象20");
        assertThat(world.rows(
                        "SELECT coalesce(category, '') || count(*) || min(policy) FROM entry WHERE coverage_year = 2026"
                                + " GROUP BY category ORDER BY 1"))
                .containsExactly("40330302-2026/1", "低保对象20330302-2026/1");
        // The page adds up no two years.
        assertThat(new BoardStore(world.database).entitled(2026)).isEqualTo(new BoardStore.Entitled(0, 20));
        var late = Map.of("event", "PAID", "year", "2025", "amount", "66000", "date", "2024-11-14");
        world.people.say(TryPeople.Said.of(FeedId.of("tax/payments"), FactKind.PAYMENT, number(1), late));
        world.people.decideWith(world.engine());
        assertThat(world.years(number(1))).containsExactly("2025 COVERED", "2026 OWING");
        assertThat(world.runs.figures(run)).isEqualTo(closing);
        assertThat(world.runs.openedFigures(run)).isEqualTo(opened);
        assertThat(world.runs.figuresHold(run)).isTrue();
        world.database.run("ALTER TABLE year_figure DISABLE TRIGGER ALL; UPDATE year_figure SET people = 1");
        assertThat(world.runs.figuresHold(run)).isFalse();
    }

    @Test
    void killed_between_pages_and_within_a_transaction_it_ends_as_if_undisturbed() {
        World calm = world();
        calm.start(ROLLOVER);
        calm.finish();
        World rough = world();
        long run = rough.start(ROLLOVER);
        int failures = 0;
        for (int step = 0; rough.status(run).state().equals("RUNNING"); step++) {
            rough.failing.set(step % 3 == 1 ? 1 : Integer.MAX_VALUE);
            try {
                // A new worker for every page: the one before was killed.
                rough.worker(step % 2).step();
            } catch (IllegalStateException e) {
                failures++;
            }
            assertThat(step).isLessThan(1_000);
        }
        assertThat(failures).isGreaterThan(5);
        assertThat(rough.ledger(2026)).isEqualTo(calm.ledger(2026));
        assertThat(rough.status(run).people()).isEqualTo(PEOPLE);
        assertThat(rough.status(run).added()).isEqualTo(PEOPLE);
    }

    @Test
    void two_owners_of_one_slice_do_not_count_a_page_twice() {
        World world = world();
        long run = world.start(ROLLOVER);
        YearRunLoop successor = world.worker(0);
        Everybody plain = YearParts.everybody(world.people.people.facts());
        AtomicInteger asked = new AtomicInteger();
        // The successor takes the page after the first owner knew where the slice was, and before it posts.
        YearRunLoop first = world.worker(0, new Everybody() {
            @Override
            public long count() {
                return plain.count();
            }

            @Override
            public List<PersonKey> page(UUID after, UUID upTo, int limit) {
                if (asked.getAndIncrement() == 0) {
                    successor.step();
                }
                return plain.page(after, upTo, limit);
            }
        });
        first.step();
        assertThat(asked).hasValue(1);
        assertThat(world.status(run).people()).isEqualTo(2);
        world.finish();
        assertThat(world.status(run).people()).isEqualTo(PEOPLE);
        assertThat(world.status(run).added()).isEqualTo(PEOPLE);
        assertThat(world.status(run).unchanged()).isZero();
    }

    @Test
    void a_second_run_for_the_same_year_is_refused_while_one_runs_or_is_paused() {
        World world = world();
        long run = world.start(ROLLOVER);
        assertThat(rule(world.runs.start(STAFF, ROLLOVER))).isEqualTo("RUNNING");
        assertThat(rule(world.runs.start(STAFF, new Order(Kind.REEVALUATE, 2026, "again", true))))
                .isEqualTo("RUNNING");
        assertThat(world.runs.pause(STAFF, run, "lunch")).isInstanceOf(Outcome.Done.class);
        assertThat(rule(world.runs.start(STAFF, ROLLOVER))).isEqualTo("RUNNING");
        assertThat(world.worker(0).step()).as("paused").isFalse();
        assertThat(world.status(run).people()).isZero();
        assertThat(rule(world.runs.pause(STAFF, run, "twice"))).isEqualTo("NOT_SO");
        world.runs.resume(STAFF, run, "back");
        world.finish();
        assertThat(world.status(run).state()).isEqualTo("DONE");
    }

    @Test
    void what_everybody_is_at_already_is_said_so_and_an_unknown_year_is_refused_with_the_fix() {
        World world = world();
        world.start(ROLLOVER);
        world.finish();
        assertThat(rule(world.runs.start(STAFF, ROLLOVER))).isEqualTo("NOTHING_TO_DO");
        assertThat(rule(world.runs.start(STAFF, new Order(Kind.ROLLOVER, 2027, "next", false))))
                .isEqualTo("NO_POLICY");
        assertThat(world.runs.start(STAFF, new Order(Kind.ROLLOVER, 2027, "next", false)))
                .asString()
                .contains("./hub policy clone 330302-2026 2027");
        assertThat(rule(world.runs.start(STAFF, new Order(Kind.REEVALUATE, null, "call 13800000000", false))))
                .isEqualTo("REASON");
    }

    @Test
    void a_year_whose_cover_has_begun_is_not_rolled_over_to() {
        Clock january = Clock.fixed(Instant.parse("2026-01-05T02:00:00Z"), NOVEMBER.getZone());
        assertThat(rule(world(january).runs.start(STAFF, ROLLOVER))).isEqualTo("BEGUN");
    }

    @Test
    void nothing_is_written_for_people_whose_decision_stays() {
        World world = world();
        List<String> before = world.untouched(2025);
        long run = world.start(new Order(Kind.REEVALUATE, null, "check", false));
        world.finish();
        Status status = world.status(run);
        assertThat(status.unchanged()).isEqualTo(PEOPLE);
        assertThat(status.changed() + status.added() + status.entries() + status.orders())
                .isZero();
        assertThat(world.untouched(2025)).isEqualTo(before);
    }

    @Test
    void a_hub_whose_book_is_behind_the_runs_policy_waits_and_stops_nothing() {
        World world = world();
        long run = world.start(ROLLOVER);
        world.database.run("UPDATE year_run SET policy = '330302-2026/2'");
        assertThat(world.worker(0).step()).isFalse();
        assertThat(world.status(run).state()).isEqualTo("RUNNING");
    }

    @Test
    void a_policy_that_changes_on_the_way_stops_the_run() {
        World world = world();
        long run = world.start(ROLLOVER);
        world.database.run("UPDATE year_run SET policy = '330302-2026/0'");
        world.finish();
        assertThat(world.status(run).state()).isEqualTo("STOPPED");
        assertThat(world.status(run).note()).isEqualTo("POLICY_CHANGED: 330302-2026/1");
        assertThat(world.ledger(2026)).isEmpty();
    }

    @Test
    void who_is_merged_or_woken_on_the_way_is_decided_once_and_rightly() {
        World world = world();
        long run = world.start(ROLLOVER);
        YearRunLoop worker = world.worker(0);
        for (int page = 0; page < 8; page++) {
            worker.step();
        }
        world.people.people.merger().merge(TryPeople.person(number(0)), TryPeople.person(number(1)), STAFF, "the same");
        world.people.say(poor(number(2)), pupil("newcomer"));
        CaseLoop engine = world.engine();
        world.people.decideWith(engine);
        world.finish();
        world.people.decideWith(engine);
        assertThat(world.status(run).state()).isEqualTo("DONE");
        // Twenty were, one more is entitled now; of the merged ones one goes on.
        assertThat(world.rows("SELECT state FROM enrolment_case WHERE coverage_year = 2026 AND category IS NOT NULL"))
                .hasSize(21)
                .containsOnly("ENROL_ORDERED");
        assertThat(world.people.texts(
                        "SELECT coverage_year || ' ' || state FROM enrolment_case WHERE person = $1 ORDER BY 1",
                        "newcomer"))
                .containsExactly("2025 OWING", "2026 OWING");
        assertThat(world.rows("SELECT count(DISTINCT person)::text FROM enrolment_case"
                        + " WHERE coverage_year = 2026 AND state <> 'MERGED'"))
                .containsExactly("60");
    }

    @Test
    void from_the_roll_over_on_changes_are_decided_for_both_years() {
        World world = world();
        world.start(ROLLOVER);
        world.finish();
        world.people.say(TryPeople.Said.of(
                FeedId.of("police/life-events"),
                FactKind.LIFE_EVENT,
                number(5),
                Map.of("event", "DEATH", "date", "2024-11-10")));
        world.people.decideWith(world.engine());
        assertThat(world.people.texts(
                        "SELECT coverage_year || ' ' || state FROM enrolment_case WHERE person = $1 ORDER BY 1",
                        number(5)))
                .containsExactly("2025 INELIGIBLE", "2026 INELIGIBLE");
    }

    @Test
    void a_newcomer_is_decided_for_a_year_that_was_opened_before_its_levy_window() {
        World world = world();
        world.start(ROLLOVER);
        world.finish();
        world.people.say(pupil("newcomer"));
        world.people.decideWith(world.engine());
        assertThat(world.years("newcomer")).containsExactly("2025 OWING", "2026 OWING");
    }

    @Test
    void a_year_that_is_over_is_looked_at_for_those_alone_whom_an_office_has_yet_to_answer() {
        World world = world();
        Clock january = Clock.fixed(Instant.parse("2026-01-05T02:00:00Z"), NOVEMBER.getZone());
        world.people.say(pupil(number(0)), pupil("newcomer"));
        world.people.decideWith(new CaseLoop(world.database, world.people.people.facts()::current, BOOK, january));
        assertThat(world.years("newcomer")).containsExactly("2026 OWING");
        assertThat(world.people.texts(
                        "SELECT revision::text FROM enrolment_case WHERE person = $1 GROUP BY revision", number(0)))
                .as("both years of the one who waits are decided at one revision")
                .hasSize(1);
        assertThat(world.years(number(0))).hasSize(2);
    }

    private static String rule(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.rule() : outcome.toString();
    }
}
