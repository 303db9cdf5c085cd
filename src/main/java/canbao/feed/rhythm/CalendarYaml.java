package canbao.feed.rhythm;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code calendars/<year>.yaml}: the year's holidays and shifted working days, as the State Council publishes them. */
public final class CalendarYaml {
    private static final int LONGEST_HOLIDAY = 31;

    private final Set<Integer> years = new HashSet<>();
    private final Set<LocalDate> holidays = new HashSet<>();
    private final Set<LocalDate> workdays = new HashSet<>();
    private final Map<Integer, List<LocalDate>> terms = new HashMap<>();

    private CalendarYaml() {}

    /** All years of a config folder; what is wrong becomes a problem. */
    public static WorkCalendar load(Path configFolder, Problems problems) {
        CalendarYaml read = new CalendarYaml();
        Path folder = configFolder.resolve("calendars");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(file -> {
                    String name = "calendars/" + file.getFileName();
                    read.year(YamlNode.load(file, name, problems), name);
                });
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list calendars", e);
            }
        }
        return new WorkCalendar(read.years, read.holidays, read.workdays, read.terms);
    }

    private void year(YamlNode yaml, String name) {
        int year = yaml.integer("year");
        if (!name.equals("calendars/" + year + ".yaml")) {
            yaml.problems()
                    .add(new Problem(
                            name,
                            "1: year",
                            "the file must be called " + year + ".yaml",
                            "rename it, or correct year"));
        }
        years.add(year);
        yaml.text("source");
        YamlNode named = yaml.child("holidays");
        for (String holiday : named.keys()) {
            named.texts(holiday).forEach(text -> holiday(named, holiday, text, year));
        }
        yaml.texts("workdays").forEach(text -> workday(yaml, text, year));
        List<LocalDate> begins = new ArrayList<>();
        yaml.texts("terms").forEach(text -> begins.add(date(yaml, "terms", text, year)));
        if (!begins.isEmpty()) {
            terms.put(year, begins.stream().sorted().toList());
        }
        yaml.done();
    }

    private void holiday(YamlNode yaml, String key, String text, int year) {
        String[] ends = text.split("/", 2);
        LocalDate first = date(yaml, key, ends[0], year);
        LocalDate last = ends.length == 1 ? first : date(yaml, key, ends[1], year);
        if (last.isBefore(first) || first.plusDays(LONGEST_HOLIDAY).isBefore(last)) {
            yaml.problem(
                    key, "ends before it begins, or lasts more than " + LONGEST_HOLIDAY + " days", "correct " + text);
            return;
        }
        first.datesUntil(last.plusDays(1)).forEach(holidays::add);
    }

    private void workday(YamlNode yaml, String text, int year) {
        LocalDate day = date(yaml, "workdays", text, year);
        if (day.getDayOfWeek().getValue() < 6) {
            yaml.problem("workdays", text + " is no Saturday or Sunday", "name weekend days that are worked");
        } else if (holidays.contains(day)) {
            yaml.problem("workdays", text + " is a holiday above", "leave it in one of the two");
        }
        workdays.add(day);
    }

    /** A year's holidays may begin in the last days of the year before. */
    private static LocalDate date(YamlNode yaml, String key, String text, int year) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() == year || (day.getYear() == year - 1 && day.getMonthValue() == 12)) {
                return day;
            }
            yaml.problem(key, text + " is no day of " + year, "write it into that year's file");
        } catch (DateTimeException e) {
            yaml.problem(
                    key,
                    "'" + text + "' is no date",
                    "write " + year + "-05-01, or " + year + "-05-01/" + year + "-05-05");
        }
        return LocalDate.of(2000, 1, 1);
    }
}
