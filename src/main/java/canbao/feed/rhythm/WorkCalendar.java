package canbao.feed.rhythm;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which days are worked: Monday to Friday, but for holidays (放假) and for weekend days that are worked instead (调休上班).
 *
 * @param terms the days on which school terms begin, by year, in order; a year that is absent has 1 March and 1 September
 */
public record WorkCalendar(
        Set<Integer> years, Set<LocalDate> holidays, Set<LocalDate> workdays, Map<Integer, List<LocalDate>> terms) {
    /** Knows no holidays. */
    public static final WorkCalendar MONDAY_TO_FRIDAY = new WorkCalendar(Set.of(), Set.of(), Set.of(), Map.of());

    public WorkCalendar {
        years = Set.copyOf(years);
        holidays = Set.copyOf(holidays);
        workdays = Set.copyOf(workdays);
        terms = Map.copyOf(terms);
    }

    /** Whether the year's holidays are known; otherwise its Mondays to Fridays count. */
    public boolean knows(int year) {
        return years.contains(year);
    }

    public boolean isWorkday(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? workdays.contains(day) : !holidays.contains(day);
    }

    /** The day itself if it is worked, or else the next one that is. */
    public LocalDate nextWorkday(LocalDate day) {
        LocalDate next = day;
        while (!isWorkday(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    /** The day itself if it is worked, or else the last one before that is. */
    public LocalDate lastWorkday(LocalDate day) {
        LocalDate last = day;
        while (!isWorkday(last)) {
            last = last.minusDays(1);
        }
        return last;
    }

    /** As many working days later (or earlier, when negative); a day off itself counts as none. */
    public LocalDate plusWorkdays(LocalDate day, int workdaysLater) {
        LocalDate to = day;
        for (int left = Math.abs(workdaysLater); left > 0; ) {
            to = to.plusDays(Integer.signum(workdaysLater));
            left -= isWorkday(to) ? 1 : 0;
        }
        return to;
    }

    /** The day on which the school term began that is on at a day. */
    LocalDate term(LocalDate day) {
        LocalDate begun = terms(day.getYear() - 1).getLast();
        for (LocalDate term : terms(day.getYear())) {
            begun = term.isAfter(day) ? begun : term;
        }
        return begun;
    }

    /** The day on which the first school term after a day begins. */
    LocalDate termAfter(LocalDate day) {
        return terms(day.getYear()).stream()
                .filter(term -> term.isAfter(day))
                .findFirst()
                .orElseGet(() -> terms(day.getYear() + 1).getFirst());
    }

    private List<LocalDate> terms(int year) {
        List<LocalDate> known = terms.get(year);
        return known == null ? List.of(LocalDate.of(year, 3, 1), LocalDate.of(year, 9, 1)) : known;
    }
}
