package canbao.feed.rhythm;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rhythms as they are written, against moments as they stand on a calendar on the wall. Tests run in UTC. */
class DeadlinesTest {
    private static final WorkCalendar CALENDAR = CalendarYaml.load(Path.of("config"), new Problems());

    /** With the last sign at the first moment, the feed becomes late at the second, and not a second before. */
    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "every: hour|2025-10-01T09:59:59|2025-10-01T11:00",
                "every: hour, grace: PT15M|2025-10-01T09:59:59|2025-10-01T11:15",
                "every: day|2025-10-02T23:59:59|2025-10-04T00:00",
                "every: day, at: \"18:00\"|2025-10-02T00:00|2025-10-03T18:00",
                "every: day, at: \"18:00\"|2025-10-02T23:59:59|2025-10-03T18:00",
                "every: day, at: \"08:00\"|2025-10-02T11:59:59|2025-10-03T08:00",
                "every: day, at: \"08:00\"|2025-10-02T12:00|2025-10-04T08:00",
                "every: working-day, at: \"18:00\"|2025-09-29T17:00|2025-09-30T18:00",
                "every: working-day, at: \"18:00\"|2025-09-30T17:00|2025-10-09T18:00",
                "every: working-day, at: \"18:00\"|2025-10-01T00:00|2025-10-10T18:00",
                "every: working-day, at: \"07:00\"|2025-09-30T23:30|2025-10-10T07:00",
                "every: working-day, at: \"07:00\"|2025-09-30T09:00|2025-10-09T07:00",
                "every: working-day|2025-09-26T17:00|2025-09-29T00:00",
                "every: week, by: 5, at: \"12:00\"|2025-09-25T15:00|2025-10-09T12:00",
                "every: week, by: 5, at: \"12:00\"|2025-10-09T11:00|2025-10-10T12:00",
                "every: week, by: workday 1|2026-02-10T10:00|2026-02-25T00:00",
                "every: month, by: 10, at: \"18:00\"|2025-04-30T10:00|2025-06-10T18:00",
                "every: month, by: 10, at: \"18:00\"|2025-04-29T10:00|2025-05-12T18:00",
                "every: month, by: 10, at: \"18:00\", early: 1|2025-04-29T10:00|2025-06-10T18:00",
                "every: month, by: 5|2025-09-15T10:00|2025-10-10T00:00",
                "every: month, by: 5|2025-09-30T10:00|2025-11-06T00:00",
                "every: month, by: 31|2025-08-20T10:00|2025-10-01T00:00",
                "every: month|2025-08-20T10:00|2025-10-01T00:00",
                "every: month, by: 31|2025-09-01T10:00|2025-10-01T00:00",
                "every: month, by: 31|2025-07-20T10:00|2025-09-02T00:00",
                "every: month, by: workday 3, at: \"09:00\"|2025-09-15T10:00|2025-10-11T09:00",
                "every: month, by: 10, grace: 2 workdays|2025-09-15T10:00|2025-10-14T00:00",
                "every: quarter, by: workday 10, at: \"17:00\"|2025-01-08T10:00|2025-04-15T17:00",
                "every: quarter, by: 15|2025-07-01T00:00|2025-10-16T00:00",
                "every: year, by: 03-31|2024-05-01T00:00|2025-04-01T00:00",
                "every: year, by: 05-03, at: \"18:00\"|2024-05-01T00:00|2025-05-06T18:00",
                "every: term, by: workday 20|2024-12-01T00:00|2025-03-29T00:00",
                "every: term, by: 10|2025-03-08T00:00|2025-09-11T00:00",
            })
    void becomes_late_at_the_agreed_moment_and_not_a_second_before(String rhythm, String sign, String late) {
        Rhythm agreed = rhythm(rhythm);
        Instant moment = shanghai(late);
        assertThat(Deadlines.standing(agreed, CALENDAR, shanghai(sign), moment.minusSeconds(1))
                        .late())
                .as("a second before")
                .isFalse();
        assertThat(Deadlines.standing(agreed, CALENDAR, shanghai(sign), moment).late())
                .as("at that moment")
                .isTrue();
    }

    @Test
    void a_sign_ends_lateness_and_says_what_is_due_next() {
        Rhythm monthly = rhythm("every: month, by: 10, at: \"18:00\"");
        Standing late =
                Deadlines.standing(monthly, CALENDAR, shanghai("2025-03-08T09:00"), shanghai("2025-05-20T09:00"));
        assertThat(late.lateSince()).isEqualTo(shanghai("2025-04-10T18:00"));
        assertThat(late.dueSince()).isEqualTo(shanghai("2025-04-01T00:00"));
        assertThat(late.nextDue()).isEqualTo(shanghai("2025-06-10T18:00"));
        Standing good =
                Deadlines.standing(monthly, CALENDAR, shanghai("2025-05-20T09:00"), shanghai("2025-05-20T09:00"));
        assertThat(good.late()).isFalse();
        assertThat(good.dueSince()).isNull();
        assertThat(good.nextDue()).isEqualTo(shanghai("2025-06-10T18:00"));
    }

    @Test
    void days_begin_at_midnight_in_shanghai_not_in_greenwich() {
        Rhythm daily = rhythm("every: day");
        Instant midnight = Instant.parse("2025-03-03T16:00:00Z");
        assertThat(Deadlines.standing(daily, CALENDAR, midnight, midnight).nextDue())
                .isEqualTo(Instant.parse("2025-03-05T16:00:00Z"));
        Instant before = midnight.minusSeconds(1);
        assertThat(Deadlines.standing(daily, CALENDAR, before, Instant.parse("2025-03-04T15:59:59Z"))
                        .late())
                .isFalse();
        assertThat(Deadlines.standing(daily, CALENDAR, before, Instant.parse("2025-03-04T16:00:00Z"))
                        .late())
                .isTrue();
    }

    @Test
    void what_comes_as_it_happens_is_never_late() {
        assertThat(Deadlines.standing(rhythm("every: event"), CALENDAR, Instant.EPOCH, shanghai("2025-05-20T09:00")))
                .isEqualTo(Standing.FREE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every: day, by: 3|rhythm.by: must be a day of the period, which this rhythm has none of",
                "every: week, by: 8|rhythm.by: must be a day",
                "every: month, by: 0|rhythm.by: must be a day",
                "every: month, by: 03-31|rhythm.by: must be a day",
                "every: year, by: 13-31|rhythm.by: must be a day",
                "every: hour, at: \"08:00\"|rhythm.at: this rhythm has no time of the day",
                "every: month, grace: soon|rhythm.grace: must be a length",
                "every: month, grace: PT-1H|rhythm.grace: must be a length",
                "every: day, early: 1|rhythm.early: must be up to 20 working days",
            })
    void what_cannot_be_agreed_is_told(String rhythm, String problem) {
        Problems problems = new Problems();
        RhythmYaml.read(YamlNode.parse("rhythm: {" + rhythm + "}", "c.yaml", problems));
        assertThat(problems.found())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains(problem);
    }

    private static Rhythm rhythm(String text) {
        Problems problems = new Problems();
        Rhythm read = RhythmYaml.read(YamlNode.parse("rhythm: {" + text + "}", "c.yaml", problems));
        problems.throwIfAny();
        if (read == null) {
            throw new AssertionError("no rhythm");
        }
        return read;
    }

    private static Instant shanghai(String text) {
        return LocalDateTime.parse(text).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }
}
