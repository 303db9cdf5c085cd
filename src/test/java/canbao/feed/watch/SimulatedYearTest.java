package canbao.feed.watch;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.watch.YearWorld.Told;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The whole of 2025, looked at fourteen times a day, with its holidays and shifted working days: agencies that are early, late, silent, or have
 * nothing to report; two instances of the hub that are killed now and then. What should be told is written here by hand, from
 * a calendar on the wall.
 */
class SimulatedYearTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    /** Days off that are no weekend, and weekend days that are worked, typed from the State Council's notice once more. */
    private static final Set<String> OFF = Set.of(
            "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08"
                    .split(" "));

    private static final Set<String> WORKED = Set.of("01-26 02-08 04-27 09-28 10-11".split(" "));

    @Test
    void every_alert_opens_once_and_closes_once() {
        try (YearWorld world = new YearWorld()) {
            contracts(world);
            script(world);
            world.live(FIRST.atStartOfDay(), LocalDate.of(2026, 1, 1).atStartOfDay());
            assertThat(world.told()).containsExactlyInAnyOrderElementsOf(expected());
            assertThat(world.notices())
                    .as("each opened and closed, one reminded")
                    .isEqualTo(2L * expected().size() + 1);
        }
    }

    private static void contracts(YearWorld world) {
        world.contract("early", "{every: month, by: 5}", "2030-01-01");
        world.contract("late", "{every: month, by: 10, at: \"18:00\"}", "2030-01-01");
        world.contract("never", "{every: quarter, by: workday 10, at: \"17:00\"}", "2030-01-01");
        world.contract("daily", "{every: working-day, at: \"18:00\"}", "2030-01-01");
        world.contract("nightly", "{every: working-day, at: \"07:00\"}", "2030-01-01");
        world.contract("nothing", "{every: day, at: \"20:00\"}", "2030-01-01");
        world.contract("weekly", "{every: week, by: 5, at: \"12:00\"}", "2030-01-01");
        world.contract("ending", "{every: event}", "2025-06-15");
        world.rosters("{every: month, by: 20}");
        world.renewed("ending", LocalDate.of(2025, 7, 1).atTime(10, 0));
    }

    private static void script(YearWorld world) {
        for (LocalDate day = FIRST; day.getYear() == 2025; day = day.plusDays(1)) {
            monthly(world, day);
            if (worked(day)) {
                office(world, day);
            }
            if (day.getMonthValue() != 3 || day.getDayOfMonth() < 3 || day.getDayOfMonth() > 5) {
                world.nothing("nothing", day.atTime(9, 5));
            }
        }
        world.sends("never", at("2025-12-20T10:00"));
        world.sends("daily", at("2025-02-06T10:00"));
        world.sends("weekly", at("2025-10-09T09:00"));
        world.refused("late", at("2025-06-11T09:30"));
    }

    private static void monthly(YearWorld world, LocalDate day) {
        // On the first of the month, or on the last working day before it where that is off.
        if (Set.of("01-27 02-28 04-01 04-30 05-30 07-01 08-01 09-01 09-30 10-31 12-01".split(" "))
                .contains(monthDay(day))) {
            world.sends("early", day.atTime(15, 30));
        }
        if (day.getDayOfMonth() == 12) {
            world.sends("late", day.atTime(9, 30));
        }
        if (day.getDayOfMonth() == 15) {
            for (String school : List.of("3001", "3002", "3003")) {
                boolean forgets = school.equals("3002") && day.getMonthValue() == 4;
                world.roster(school, day.plusDays(forgets ? 10 : 0).atTime(11, 0));
            }
        }
    }

    private static void office(YearWorld world, LocalDate day) {
        if (!Set.of("02-05", "09-28").contains(monthDay(day))) {
            world.sends("daily", day.atTime(16, 20));
        }
        if (!monthDay(day).equals("01-27")) {
            world.sends("nightly", day.atTime(23, 30));
        }
        boolean eve = Set.of("01-27", "04-30").contains(monthDay(day));
        if ((day.getDayOfWeek() == DayOfWeek.THURSDAY && !monthDay(day).equals("10-09")) || eve) {
            world.sends("weekly", day.atTime(15, 0));
        }
    }

    /** Told at the next look. */
    private static List<Told> expected() {
        List<Told> told = new ArrayList<>();
        String[] tenth = {"02-10", "03-10", "04-10", "06-10", "07-10", "08-11", "09-10", "10-10", "11-10", "12-10"};
        for (String due : tenth) {
            told.add(new Told(
                    "LATE_FEED",
                    "sim/late",
                    at("2025-" + due + "T18:00"),
                    at("2025-" + due.substring(0, 3) + "12T10:00")));
        }
        told.add(new Told("LATE_FEED", "sim/never", at("2025-04-15T17:00"), at("2025-12-20T10:00")));
        told.add(new Told("LATE_FEED", "sim/daily", at("2025-02-05T18:00"), at("2025-02-06T10:00")));
        told.add(new Told("LATE_FEED", "sim/daily", at("2025-09-28T18:00"), at("2025-09-29T17:00")));
        told.add(new Told("LATE_FEED", "sim/nightly", at("2025-02-05T07:00"), at("2025-02-06T00:00")));
        told.add(new Told("LATE_FEED", "sim/nothing", at("2025-03-03T20:00"), at("2025-03-06T10:00")));
        told.add(new Told("LATE_FEED", "sim/weekly", at("2025-10-10T12:00"), at("2025-10-16T15:00")));
        told.add(new Told("CONTRACT_EXPIRES", "sim/ending", at("2025-05-16T00:00"), at("2025-06-15T00:00")));
        told.add(new Told("CONTRACT_EXPIRED", "sim/ending", at("2025-06-15T00:00"), at("2025-07-01T10:00")));
        told.add(new Told("LATE_SCOPES", "sim/roster", at("2025-04-22T00:00"), at("2025-04-25T11:00")));
        return told;
    }

    private static boolean worked(LocalDate day) {
        boolean weekend = day.getDayOfWeek().getValue() > 5;
        return weekend ? WORKED.contains(monthDay(day)) : !OFF.contains(monthDay(day));
    }

    private static String monthDay(LocalDate day) {
        return day.toString().substring(5);
    }

    private static LocalDateTime at(String text) {
        return LocalDateTime.of(LocalDate.parse(text.substring(0, 10)), LocalTime.parse(text.substring(11)));
    }
}
