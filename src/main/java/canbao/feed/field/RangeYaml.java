package canbao.feed.field;

import canbao.io.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** Reads {@code range: {min: …, max: …}}: numbers, yuan, dates, months, or {@code today}, {@code today-P90D}, {@code today+P1Y}. */
final class RangeYaml {
    private static final String TODAY = "today";

    private RangeYaml() {}

    static @Nullable Range read(ColumnType type, YamlNode column) {
        if (!column.has("range")) {
            return null;
        }
        YamlNode yaml = column.child("range");
        Range range = new Range(bound(type, yaml, "min"), bound(type, yaml, "max"));
        yaml.done();
        if (range.min() == null && range.max() == null) {
            yaml.problem("", "a range needs min, max or both", "add such as max: today");
        }
        if (contradictory(range)) {
            yaml.problem("min", "more than max", "correct one of them");
        }
        return range;
    }

    private static Range.@Nullable Bound bound(ColumnType type, YamlNode yaml, String key) {
        if (!yaml.has(key)) {
            return null;
        }
        String text = yaml.text(key);
        try {
            Range.Bound bound = bound(type, text);
            if (bound != null) {
                return bound;
            }
        } catch (DateTimeException e) {
            // reported below
        }
        yaml.problem(key, "'" + text + "' is no bound for type " + type, expected(type));
        return null;
    }

    private static Range.@Nullable Bound bound(ColumnType type, String text) {
        return switch (type) {
            case YUAN -> number(Amounts.fen(text), text);
            case INTEGER -> number(Amounts.integer(text), text);
            case DATE, BIRTH, TIME, MONTH -> {
                if (text.startsWith(TODAY)) {
                    yield relative(text.substring(TODAY.length()));
                }
                yield new Range.Bound.Day(LocalDate.parse(text.length() == 7 ? text + "-01" : text));
            }
            default -> null;
        };
    }

    private static Range.@Nullable Bound number(@Nullable String value, String shown) {
        return value == null ? null : new Range.Bound.Amount(Long.parseLong(value), shown);
    }

    private static Range.@Nullable Bound relative(String after) {
        if (after.isEmpty()) {
            return new Range.Bound.Relative(Period.ZERO);
        }
        return switch (after.charAt(0)) {
            case '+' -> new Range.Bound.Relative(Period.parse(after.substring(1)));
            case '-' ->
                new Range.Bound.Relative(Period.parse(after.substring(1)).negated());
            default -> null;
        };
    }

    private static boolean contradictory(Range range) {
        if (range.min() instanceof Range.Bound.Amount min && range.max() instanceof Range.Bound.Amount max) {
            return min.value() > max.value();
        }
        return range.min() instanceof Range.Bound.Day min
                && range.max() instanceof Range.Bound.Day max
                && min.day().isAfter(max.day());
    }

    private static String expected(ColumnType type) {
        return switch (type) {
            case YUAN -> "write yuan such as 660.00";
            case INTEGER -> "write a whole number";
            case DATE, BIRTH, TIME -> "write a date such as 2025-01-31, today, today-P90D or today+P1Y";
            case MONTH -> "write a month such as 2025-01, today or today+P1Y";
            default -> "take range from this column: only amounts, numbers, dates and months have one";
        };
    }
}
