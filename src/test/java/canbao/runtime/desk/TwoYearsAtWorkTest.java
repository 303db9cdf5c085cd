package canbao.runtime.desk;

import static canbao.runtime.desk.PolicyWorld.draft;
import static canbao.runtime.desk.TryPeople.known;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.pupil;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.runtime.desk.TryPeople.Said;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In November 2025 the hub works on 2025, whose cover runs, and on 2026, whose premium is collected. */
@ExtendWith(VertxExtension.class)
class TwoYearsAtWorkTest {
    private final PolicyWorld world;

    TwoYearsAtWorkTest(Vertx vertx) {
        this.world = new PolicyWorld(vertx, TwoYears.book());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_draft_for_the_older_year_decides_everybody_of_that_year_anew_and_nobody_of_the_newer_one() {
        world.at("2025-11-15T02:00:00Z");
        world.tenPeople();
        world.approve(world.desk, world.submit(world.admin, draft(2), "2025-12-01"));
        world.at("2025-12-01T04:00:00Z");
        world.activate();
        assertThat(policies(6, 2025)).endsWith("330302-2025/2");
        assertThat(state(6)).contains("2025 防止返贫监测对象 66000");
        assertThat(state(3)).as("less, and not yet settled").contains("2025 低保边缘 36000");
        assertThat(policies(6, 2026)).isEmpty();
        assertThat(state(3)).contains("2026 低保边缘 66000");
    }

    @Test
    void a_newcomer_gets_each_years_case_once_and_is_levied_for_the_year_whose_window_is_open() {
        world.at("2025-11-15T02:00:00Z");
        world.people.say(known(number(20)), pupil(number(20)));
        world.people.say(known(number(21)), pupil(number(21)).on(3));
        world.people.say(moved(number(22), "2025-11-10"));
        world.people.decideWith(world.engine);
        world.people.say(
                pupil(number(20)).phoned("13800000020"), pupil(number(21)).on(5));
        world.people.decideWith(world.engine);
        assertThat(cases(20)).containsExactly("2025 INELIGIBLE 0", "2026 OWING 66000");
        assertThat(cases(21)).containsExactly("2025 INELIGIBLE 0", "2026 OWING 66000");
        assertThat(cases(22)).as("a special case of 2025").containsExactly("2025 OWING 66000", "2026 OWING 66000");
        assertThat(world.people.texts(
                        "SELECT coverage_year || ' ' || kind FROM entry WHERE person = $1 ORDER BY 1", number(20)))
                .containsExactly("2025 INELIGIBLE", "2026 OWED");
        assertThat(world.people.texts(
                        "SELECT coverage_year || ' ' || action FROM enrolment_order WHERE person = $1", number(20)))
                .containsExactly("2026 LEVY");
    }

    private List<String> cases(int n) {
        return world.people.texts(
                "SELECT coverage_year || ' ' || state || ' ' || owed_fen FROM enrolment_case"
                        + " WHERE person = $1 ORDER BY 1",
                number(n));
    }

    private static Said moved(String number, String day) {
        return Said.of(
                FeedId.of("police/life-events"), FactKind.LIFE_EVENT, number, Map.of("event", "MOVE_IN", "date", day));
    }

    private List<String> policies(int n, int year) {
        return world.people.texts(
                "SELECT policy FROM entry WHERE person = $1 AND category IS NOT NULL AND coverage_year = " + year
                        + " ORDER BY ordinal",
                number(n));
    }

    private List<String> state(int n) {
        return world.people.texts(
                "SELECT coverage_year || ' ' || coalesce(category, '-') || ' ' || subsidy_fen FROM enrolment_case"
                        + " WHERE person = $1 ORDER BY 1",
                number(n));
    }
}
