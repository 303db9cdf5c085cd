package canbao.feed.field;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** The least and the greatest value of a column, both allowed. Dates may be relative to the day on which a batch is read. */
public record Range(@Nullable Bound min, @Nullable Bound max) {
    /** One end of a range. */
    public sealed interface Bound {
        /**
         * A number (fen for amounts).
         *
         * @param shown as written in the contract
         */
        record Amount(long value, String shown) implements Bound {}

        /** A date, or the month that it lies in. */
        record Day(LocalDate day) implements Bound {}

        /** So long after the day of reading; negative before it. */
        record Relative(Period after) implements Bound {}
    }

    public boolean relative() {
        return min instanceof Bound.Relative || max instanceof Bound.Relative;
    }

    /** Whether everything that another range (null: no range) lets pass, this one surely does too. */
    public boolean covers(@Nullable Range other) {
        return other != null && covers(min, other.min, -1) && covers(max, other.max, 1);
    }

    private static boolean covers(@Nullable Bound wide, @Nullable Bound narrow, int outwards) {
        return switch (wide) {
            case null -> true;
            case Bound.Amount number ->
                narrow instanceof Bound.Amount that && Long.compare(number.value(), that.value()) * outwards >= 0;
            case Bound.Day day -> narrow instanceof Bound.Day that && day.day().compareTo(that.day()) * outwards >= 0;
            case Bound.Relative relative -> relative.equals(narrow);
        };
    }

    /** Whether the range lets a spelt value pass; made once for a batch. */
    interface Check {
        boolean holds(String spelt);
    }

    /** The check of this range on a day; {@code characters} is how much of an ISO day the column's spelling has. */
    Check on(ColumnType type, LocalDate today) {
        if (type == ColumnType.YUAN || type == ColumnType.INTEGER) {
            long least = min instanceof Bound.Amount number ? number.value() : Long.MIN_VALUE;
            long most = max instanceof Bound.Amount number ? number.value() : Long.MAX_VALUE;
            return spelt -> {
                long value = Long.parseLong(spelt);
                return value >= least && value <= most;
            };
        }
        int characters = type == ColumnType.MONTH ? 7 : 10;
        String from = min == null ? "" : day(min, today).substring(0, characters);
        String to = max == null ? "~" : day(max, today).substring(0, characters);
        return spelt -> {
            String day = spelt.length() > characters ? spelt.substring(0, characters) : spelt;
            return day.compareTo(from) >= 0 && day.compareTo(to) <= 0;
        };
    }

    /** What to tell the sender of a value outside. */
    Defect defect(ColumnType type, LocalDate today) {
        String from = shown(min, type, today);
        String to = shown(max, type, today);
        if (to.isEmpty()) {
            return defect("不应小于或早于%s / must not be below or before %s", from);
        }
        if (from.isEmpty()) {
            return defect("不应大于或晚于%s / must not be above or after %s", to);
        }
        return new Defect(
                "OUT_OF_RANGE",
                "应在%s至%s之间，请核对 / must be from %s to %s: correct the value".formatted(from, to, from, to));
    }

    private static Defect defect(String sentence, String bound) {
        return new Defect("OUT_OF_RANGE", sentence.formatted(bound, bound) + ": correct the value");
    }

    private static String shown(@Nullable Bound bound, ColumnType type, LocalDate today) {
        return switch (bound) {
            case null -> "";
            case Bound.Amount number -> number.shown();
            default -> day(bound, today).substring(0, type == ColumnType.MONTH ? 7 : 10);
        };
    }

    private static String day(Bound bound, LocalDate today) {
        return switch (bound) {
            case Bound.Day day -> day.day().toString();
            case Bound.Relative relative -> today.plus(relative.after()).toString();
            case Bound.Amount number -> throw new IllegalStateException("a number bounds no date: " + number.shown());
        };
    }
}
