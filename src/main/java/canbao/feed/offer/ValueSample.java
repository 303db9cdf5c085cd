package canbao.feed.offer;

import canbao.feed.field.Column;
import canbao.feed.field.DatePattern;
import canbao.feed.field.Form;
import canbao.feed.field.Range;
import canbao.feed.field.Range.Bound;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes one value of a column, as an agency would send it, of a made-up person. Most fit; the reader judges. */
final class ValueSample {
    private static final Map<String, String> USUAL = Map.of(
            "schoolName", "示例小学",
            "grade", "三年级",
            "classNo", "1班",
            "nation", "汉族",
            "relation", "子");
    private static final List<String> TYPICAL = List.of("330302033", "330302", "20250101-20251231", "133030201");

    private final LocalDate today;
    private final RandomGenerator random;

    ValueSample(LocalDate today, RandomGenerator random) {
        this.today = today;
        this.random = random;
    }

    String of(Column column, Person person) {
        return switch (column.type()) {
            case CERTIFICATE -> person.certificate();
            case BIRTH_CERTIFICATE -> "V33%07d".formatted(random.nextInt(10_000_000));
            case NAME -> person.name();
            case PHONE -> person.phone();
            case TEXT -> text(column);
            case CODE -> coded(column, person);
            case BIRTH -> spelt(column, person.birth());
            case DATE, MONTH, TIME -> spelt(column, day(column.checks().range()));
            case YUAN -> yuan(column.checks().range());
            case INTEGER -> String.valueOf(number(column));
            case FLAG -> random.nextBoolean() ? "是" : "否";
        };
    }

    private String text(Column column) {
        Pattern pattern = column.form() instanceof Form.Free free ? free.pattern() : null;
        if (pattern == null) {
            String usual = USUAL.getOrDefault(column.name(), "示例");
            return usual.substring(0, Math.min(usual.length(), column.maxLength()));
        }
        boolean number = !pattern.pattern().contains("A-Z");
        for (String typical : TYPICAL) {
            if (number && pattern.matcher(typical).matches()) {
                return typical;
            }
        }
        return PatternSample.of(pattern.pattern(), Map.of(), random);
    }

    private String coded(Column column, Person person) {
        List<String> words = ColumnWords.offered(ColumnWords.codes(column));
        if (column.name().equals("certificateType")) {
            return words.getFirst();
        }
        if (words.contains("男") && words.contains("女")) {
            return person.male() ? "男" : "女";
        }
        if (words.contains("1") && words.contains("2") && column.name().equals("sex")) {
            return person.male() ? "1" : "2";
        }
        return words.isEmpty() ? "" : words.get(random.nextInt(words.size()));
    }

    private LocalDate day(@Nullable Range range) {
        LocalDate first = range == null ? null : day(range.min());
        LocalDate last = range == null ? null : day(range.max());
        LocalDate to = last == null || last.isAfter(today) ? today : last;
        LocalDate from = first == null || first.isBefore(to.minusYears(4)) ? to.minusYears(4) : first;
        return from.plusDays(random.nextLong(Math.max(1, to.toEpochDay() - from.toEpochDay())));
    }

    private @Nullable LocalDate day(@Nullable Bound bound) {
        if (bound instanceof Bound.Day day) {
            return day.day();
        }
        return bound instanceof Bound.Relative relative ? today.plus(relative.after()) : null;
    }

    private static String spelt(Column column, LocalDate day) {
        DatePattern pattern = ((Form.Dated) column.form()).patterns().getFirst();
        return pattern.toString()
                .replace("yyyy", "%04d".formatted(day.getYear()))
                .replace("MM", "%02d".formatted(day.getMonthValue()))
                .replace("dd", "%02d".formatted(day.getDayOfMonth()))
                .replace("M", String.valueOf(day.getMonthValue()))
                .replace("d", String.valueOf(day.getDayOfMonth()))
                .replace("HH", "09")
                .replace("H", "9")
                .replace("mm", "30")
                .replace("ss", "00");
    }

    private String yuan(@Nullable Range range) {
        long least = range == null ? 0 : amount(range.min(), 0);
        long most = range == null ? 66_000 : amount(range.max(), 66_000);
        long fen = most >= 66_000 && least <= 66_000 && random.nextBoolean()
                ? 66_000
                : least + random.nextLong(Math.max(1, most - least));
        return "%d.%02d".formatted(fen / 100, fen % 100);
    }

    private long number(Column column) {
        Range range = column.checks().range();
        if (column.name().equals("year")) {
            return today.getYear();
        }
        long least = range == null ? 1 : amount(range.min(), 1);
        long most = range == null ? 9 : amount(range.max(), least + 9);
        return least + random.nextLong(Math.max(1, most - least + 1));
    }

    private static long amount(@Nullable Bound bound, long otherwise) {
        return bound instanceof Bound.Amount amount ? amount.value() : otherwise;
    }
}
