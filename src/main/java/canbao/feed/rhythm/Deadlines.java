package canbao.feed.rhythm;

import canbao.feed.rhythm.Rhythm.By;
import canbao.feed.rhythm.Rhythm.Every;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * When what a rhythm agrees on is due, and whether the last sign of life was enough. Each period has a window; a sign of
 * life counts for every window that is open when it comes. A feed is late from the moment at which a window's leeway is
 * over without one, until the next sign. Pure.
 */
public final class Deadlines {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Rhythm rhythm;
    private final WorkCalendar calendar;

    private Deadlines(Rhythm rhythm, WorkCalendar calendar) {
        this.rhythm = rhythm;
        this.calendar = calendar;
    }

    /**
     * One period's agreement.
     *
     * @param opens from when on a sign of life counts for it
     * @param due the agreed moment
     * @param lapses when the leeway is over, too
     */
    public record Window(Instant opens, Instant due, Instant lapses) {}

    /** @param lastSign the last sign of life, or when the feed began to be watched */
    public static Standing standing(Rhythm rhythm, WorkCalendar calendar, Instant lastSign, Instant now) {
        if (rhythm.every() == Every.EVENT) {
            return Standing.FREE;
        }
        Deadlines deadlines = new Deadlines(rhythm, calendar);
        Window owed = deadlines.firstAfter(lastSign);
        boolean late = !now.isBefore(owed.lapses());
        return new Standing(
                owed.opens().isAfter(now) ? null : owed.opens(),
                late ? owed.due() : null,
                late ? deadlines.nextDue(now) : owed.due());
    }

    /** The newest window that is over, and the one before it; null for what comes as it happens. */
    public static @Nullable Lapsed lapsed(Rhythm rhythm, WorkCalendar calendar, Instant now) {
        if (rhythm.every() == Every.EVENT) {
            return null;
        }
        Deadlines deadlines = new Deadlines(rhythm, calendar);
        LocalDateTime period = deadlines.period(LocalDateTime.ofInstant(now, ZONE));
        while (deadlines.window(period).lapses().isAfter(now)) {
            period = deadlines.before(period);
        }
        return new Lapsed(deadlines.window(period), deadlines.window(deadlines.before(period)));
    }

    /** Two windows that follow one another. */
    public record Lapsed(Window last, Window before) {}

    /** The first window that was not open yet. */
    private Window firstAfter(Instant sign) {
        LocalDateTime period = period(LocalDateTime.ofInstant(sign, ZONE));
        Window window = window(period);
        while (!window.opens().isAfter(sign)) {
            period = after(period);
            window = window(period);
        }
        return window;
    }

    private Instant nextDue(Instant now) {
        LocalDateTime period = before(period(LocalDateTime.ofInstant(now, ZONE)));
        Instant due = window(period).due();
        while (!due.isAfter(now)) {
            period = after(period);
            due = window(period).due();
        }
        return due;
    }

    private Window window(LocalDateTime period) {
        Instant opens = opens(period).atZone(ZONE).toInstant();
        if (rhythm.every() == Every.HOUR) {
            Instant due = period.plusHours(1).atZone(ZONE).toInstant();
            return new Window(opens, due, due.plus(rhythm.leeway().time()));
        }
        LocalDate day = dueDay(period.toLocalDate());
        LocalDate graced = calendar.plusWorkdays(day, rhythm.leeway().workdays());
        return new Window(
                later(opens, period),
                moment(day),
                moment(graced).plus(rhythm.leeway().time()));
    }

    /** What comes by a moment that moved into this period belongs to the period before. */
    private Instant later(Instant opens, LocalDateTime period) {
        Instant due = rhythm.every().hasDays() ? moment(dueDay(before(period).toLocalDate())) : opens;
        return due.isAfter(opens) ? due : opens;
    }

    private Instant moment(LocalDate day) {
        LocalTime at = rhythm.at();
        return (at == null ? day.plusDays(1).atStartOfDay() : day.atTime(at))
                .atZone(ZONE)
                .toInstant();
    }

    /**
     * What is sent in the night counts for the morning; what is due during the day must come that day. A longer period that
     * begins on days off opens on the last working day before them.
     */
    private LocalDateTime opens(LocalDateTime period) {
        LocalTime at = rhythm.at();
        boolean morning = at != null && !at.isAfter(LocalTime.NOON);
        LocalDate day = period.toLocalDate();
        return switch (rhythm.every()) {
            case EVENT, HOUR -> period;
            case DAY -> morning ? day.minusDays(1).atTime(LocalTime.NOON) : period;
            case WORKING_DAY -> {
                LocalDate before = calendar.plusWorkdays(day, -1);
                yield morning
                        ? before.atTime(LocalTime.NOON)
                        : before.plusDays(1).atStartOfDay();
            }
            case WEEK, MONTH, QUARTER, YEAR, TERM ->
                calendar.plusWorkdays(
                                calendar.lastWorkday(day), -rhythm.leeway().early())
                        .atStartOfDay();
        };
    }

    private LocalDate dueDay(LocalDate first) {
        if (!rhythm.every().hasDays()) {
            return first;
        }
        LocalDate last = after(first.atStartOfDay()).toLocalDate().minusDays(1);
        By by = rhythm.by();
        return switch (by) {
            case null -> calendar.nextWorkday(last);
            case By.Day day -> calendar.nextWorkday(earlier(first.plusDays(day.n() - 1L), last));
            case By.Date date -> calendar.nextWorkday(date.day().atYear(first.getYear()));
            case By.Workday workday -> workday(first, last, workday.n());
        };
    }

    /** A period may have fewer working days than that, or none. */
    private LocalDate workday(LocalDate first, LocalDate last, int n) {
        LocalDate day = calendar.plusWorkdays(first.minusDays(1), n);
        LocalDate latest = calendar.lastWorkday(last);
        return latest.isBefore(first) ? calendar.nextWorkday(last) : earlier(day, latest);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** When the period began that is on at a time. */
    private LocalDateTime period(LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        return switch (rhythm.every()) {
            case EVENT, HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day.atStartOfDay();
            case WORKING_DAY -> calendar.lastWorkday(day).atStartOfDay();
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
            case MONTH -> day.withDayOfMonth(1).atStartOfDay();
            case QUARTER ->
                LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1)
                        .atStartOfDay();
            case YEAR -> day.withDayOfYear(1).atStartOfDay();
            case TERM -> calendar.term(day).atStartOfDay();
        };
    }

    private LocalDateTime after(LocalDateTime period) {
        LocalDate day = period.toLocalDate();
        return switch (rhythm.every()) {
            case EVENT, HOUR -> period.plusHours(1);
            case DAY -> period.plusDays(1);
            case WORKING_DAY -> calendar.plusWorkdays(day, 1).atStartOfDay();
            case WEEK -> period.plusWeeks(1);
            case MONTH -> period.plusMonths(1);
            case QUARTER -> period.plusMonths(3);
            case YEAR -> period.plusYears(1);
            case TERM -> calendar.termAfter(day).atStartOfDay();
        };
    }

    private LocalDateTime before(LocalDateTime period) {
        return period(period.minusNanos(1));
    }
}
