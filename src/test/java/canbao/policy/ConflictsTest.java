package canbao.policy;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.Decision;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.policy.Conflicts.Conflict;
import canbao.policy.Conflicts.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConflictsTest {
    @Test
    void the_source_of_the_smaller_precedence_decides_when_somebody_died() {
        Fact police = event("police/population", 10, "DEATH", "2025-03-01");
        Fact health = event("health/deaths", 20, "DEATH", "2024-12-01");
        Conflict conflict = only(police, health);
        assertThat(conflict.subject()).isEqualTo(Subject.DEATH);
        assertThat(conflict.words().getFirst().value()).isEqualTo("2025-03-01");
        assertThat(conflict.words().stream().map(Conflicts.Word::decides)).containsExactly(true, false);
        assertThat(conflict.why().en()).isEqualTo("precedence 10 is the highest");
        Fact poor = Lives.hardship(3, "低保对象", "2024-01", "");
        assertThat(decides(poor, police, health)).isInstanceOf(Decision.Subsidised.class);
        assertThat(decides(poor, health)).isInstanceOf(Decision.Ineligible.class);
        assertThat(decides(poor, event("police/population", 20, "DEATH", "2025-03-01"), health))
                .as("between equals the earliest day")
                .isInstanceOf(Decision.Ineligible.class);
    }

    @Test
    void the_better_source_decides_whether_somebody_moved_away() {
        Fact away = event("police/population", 10, "MOVE_OUT", "2024-03-01");
        Fact here = event("street/list", 100, "MOVE_IN", "2024-06-01");
        assertThat(only(away, here).subject()).isEqualTo(Subject.RESIDENCE);
        assertThat(decides(away, here)).isEqualTo(new Decision.Ineligible(Decision.Reason.MOVED_AWAY));
        assertThat(decides(event("police/population", 100, "MOVE_OUT", "2024-03-01"), here))
                .isInstanceOf(Decision.Owing.class);
    }

    @Test
    void the_better_source_decides_how_old_somebody_is() {
        Fact school = fact(FactKind.PUPIL, "education/roster", 10, Map.of("birth", "1980-05-05"));
        Fact civil = fact(FactKind.HARDSHIP, "civil-affairs/hardship", 100, Map.of("birth", "2015-09-01"));
        Conflict conflict = only(school, civil);
        assertThat(conflict.words().getFirst().feed()).isEqualTo(FeedId.of("education/roster"));
        assertThat(Lives.decide("2024-11-01", school, civil).minor()).isFalse();
        assertThat(Lives.decide("2024-11-01", civil, fact(FactKind.PUPIL, "education/roster", 100, school.attributes()))
                        .minor())
                .as("between equals the number")
                .isTrue();
    }

    @Test
    void sources_that_agree_or_add_to_one_another_are_no_contradiction() {
        Fact one = fact(
                FactKind.HARDSHIP, "civil-affairs/hardship", 100, Map.of("category", "低保对象", "birth", "2015-09-01"));
        Fact other =
                fact(FactKind.HARDSHIP, "disabled/holders", 100, Map.of("category", "重度残疾人", "birth", "2015-09-01"));
        Fact in = event("police/population", 10, "MOVE_IN", "2024-01-01");
        Fact out = event("police/population", 10, "MOVE_OUT", "2024-06-01");
        assertThat(Conflicts.of(Lives.person(List.of(one, other, in, out)))).isEmpty();
    }

    private static Decision decides(Fact... facts) {
        return Eligibility.decide(Lives.person(List.of(facts)), Lives.LUCHENG, LocalDate.parse("2024-12-15"))
                .decision();
    }

    private static Conflict only(Fact... facts) {
        List<Conflict> conflicts = Conflicts.of(Lives.person(List.of(facts)));
        assertThat(conflicts).hasSize(1);
        return conflicts.getFirst();
    }

    private static Fact event(String feed, int precedence, String event, String date) {
        return fact(FactKind.LIFE_EVENT, feed, precedence, Map.of("event", event, "date", date));
    }

    private static Fact fact(FactKind kind, String feed, int precedence, Map<String, String> attributes) {
        return new Fact(kind, FeedId.of(feed), "", attributes, Instant.EPOCH, 7, 1, precedence);
    }
}
