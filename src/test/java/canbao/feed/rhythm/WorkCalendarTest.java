package canbao.feed.rhythm;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {
    private static final WorkCalendar OURS = load(Path.of("config"), new Problems());

    @Test
    void the_shipped_years_are_as_long_as_the_state_council_says() {
        // 262 - 19 + 8, 261 - 18 + 5, 261 - 19 + 6: days from Monday to Friday, those off, weekend days that are
        // worked.
        assertThat(workdays(2024)).isEqualTo(251);
        assertThat(workdays(2025)).isEqualTo(248);
        assertThat(workdays(2026)).isEqualTo(248);
        assertThat(OURS.knows(2023)).isFalse();
        assertThat(OURS.knows(2026)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-09, true", "2024-02-10, false", "2024-02-18, true", "2024-10-12, true", "2025-01-26, true",
        "2025-01-28, false", "2025-02-04, false", "2025-02-08, true", "2025-09-28, true", "2025-10-08, false",
        "2025-10-11, true", "2025-10-12, false", "2026-01-04, true", "2026-02-23, false", "2026-02-28, true",
        "2026-10-10, true", "2027-10-01, true", "2027-10-02, false",
    })
    void a_day_is_worked_or_not(LocalDate day, boolean worked) {
        assertThat(OURS.isWorkday(day)).isEqualTo(worked);
    }

    @Test
    void working_days_are_counted_over_holidays_in_both_directions() {
        assertThat(OURS.nextWorkday(day("2025-10-01"))).isEqualTo(day("2025-10-09"));
        assertThat(OURS.nextWorkday(day("2025-10-11"))).isEqualTo(day("2025-10-11"));
        assertThat(OURS.lastWorkday(day("2025-10-08"))).isEqualTo(day("2025-09-30"));
        assertThat(OURS.plusWorkdays(day("2025-09-30"), 3)).isEqualTo(day("2025-10-11"));
        assertThat(OURS.plusWorkdays(day("2025-10-13"), -3)).isEqualTo(day("2025-10-09"));
        assertThat(OURS.plusWorkdays(day("2025-10-04"), 0)).isEqualTo(day("2025-10-04"));
    }

    @Test
    void what_is_wrong_in_a_file_is_told_with_its_place(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("calendars"));
        Files.writeString(folder.resolve("calendars/2025.yaml"), """
                year: 2025
                source: somewhere
                holidays:
                  labour: [2025-05-05/2025-05-01]
                  moon: [2025-13-01]
                  other: [2026-05-01]
                workdays: [2025-05-07, 2025-04-27]
                """);
        Files.writeString(folder.resolve("calendars/2026.yaml"), """
                year: 2027
                source: somewhere
                holidays: {}
                free: [2027-01-01]
                """);
        Problems problems = new Problems();
        load(folder, problems);
        assertThat(problems.found())
                .extracting(Problem::toString)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("calendars/2025.yaml:4", "ends before it begins"),
                        text -> assertThat(text).contains("calendars/2025.yaml:5", "is no date"),
                        text -> assertThat(text).contains("calendars/2025.yaml:6", "is no day of 2025"),
                        text -> assertThat(text)
                                .contains("calendars/2025.yaml:7", "2025-05-07 is no Saturday or Sunday"),
                        text -> assertThat(text).contains("calendars/2026.yaml", "must be called 2027.yaml"),
                        text -> assertThat(text).contains("free", "unknown key"));
    }

    private static long workdays(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(OURS::isWorkday)
                .count();
    }

    private static WorkCalendar load(Path folder, Problems problems) {
        return CalendarYaml.load(folder, problems);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void terms_of_a_year_without_them_begin_in_march_and_september() {
        assertThat(List.of(
                        OURS.term(day("2025-01-10")),
                        OURS.term(day("2025-03-01")),
                        OURS.termAfter(day("2025-03-01")),
                        OURS.termAfter(day("2025-09-01"))))
                .containsExactly(day("2024-09-01"), day("2025-03-01"), day("2025-09-01"), day("2026-03-01"));
    }
}
