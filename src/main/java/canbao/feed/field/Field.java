package canbao.feed.field;

import canbao.identity.Phones;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of one column into their one spelling. Certificates have rules of their own and pass as they are. Not thread-safe. */
public final class Field {
    private static final List<DatePattern> ISO_DATE = List.of(DatePattern.of("yyyy-MM-dd"));
    private static final List<DatePattern> ISO_MONTH = List.of(DatePattern.of("yyyy-MM"), DatePattern.of("yyyy-MM-dd"));

    private final int maxLength;
    private final boolean free;
    private final Defect tooLong;
    private final Defect malformed;
    private final Spelling spelling;
    private final Range.@Nullable Check range;
    private final Defect outOfRange;

    /** The one spelling of a value, or null when it is malformed. */
    private interface Spelling {
        @Nullable
        String of(String value);
    }

    private Field(Column column, Defect malformed, Spelling spelling) {
        this(column, malformed, spelling, null, malformed);
    }

    private Field(Column column, Defect malformed, Spelling spelling, Range.@Nullable Check range, Defect outOfRange) {
        this.range = range;
        this.outOfRange = outOfRange;
        this.maxLength = column.maxLength();
        this.free = column.type() == ColumnType.NAME || column.type() == ColumnType.TEXT;
        this.tooLong = new Defect(
                "TOO_LONG", "最长%d个字符，请核对 / at most %d characters: correct the value".formatted(maxLength, maxLength));
        this.malformed = malformed;
        this.spelling = spelling;
    }

    /** The column's field on a day, to which relative bounds refer. */
    public static Field of(Column column, LocalDate today) {
        Field field = of(column);
        Range range = column.checks().range();
        return range == null
                ? field
                : new Field(
                        column,
                        field.malformed,
                        field.spelling,
                        range.on(column.type(), today),
                        range.defect(column.type(), today));
    }

    /** The column's field without its range. */
    static Field of(Column column) {
        Form form = column.form();
        return switch (column.type()) {
            case CERTIFICATE, BIRTH_CERTIFICATE -> new Field(column, Defect.CONTROL_CHARACTER, value -> value);
            case NAME -> new Field(column, Defect.CONTROL_CHARACTER, Texts::name);
            case PHONE -> new Field(column, PHONE, Phones::normalised);
            case TEXT -> text(column, form instanceof Form.Free free ? free.pattern() : null);
            case CODE -> coded(column, ((Form.Coded) form).codes());
            case DATE, BIRTH -> dated(column, DatePattern::date, ISO_DATE);
            case MONTH -> dated(column, DatePattern::month, ISO_MONTH);
            case TIME -> dated(column, DatePattern::time, List.of());
            case YUAN -> new Field(column, AMOUNT, Amounts::fen);
            case INTEGER -> new Field(column, INTEGER, Amounts::integer);
            case FLAG -> new Field(column, FLAG, Amounts::flag);
        };
    }

    /** Spells a stripped value that is not blank into {@code spelt[at]} and answers null, or says why not. */
    public @Nullable Defect read(String value, String[] spelt, int at) {
        if (value.length() > maxLength) {
            return tooLong;
        }
        if (free && !Texts.isClean(value)) {
            return Defect.CONTROL_CHARACTER;
        }
        String read = spelling.of(value);
        if (read == null) {
            return Texts.isClean(value) ? malformed : Defect.CONTROL_CHARACTER;
        }
        spelt[at] = read;
        return range == null || range.holds(read) ? null : outOfRange;
    }

    private static final Defect PHONE = new Defect(
            "PHONE_FORMAT", "应为11位手机号或带区号的固定电话 / give a mobile number of 11 digits or a landline with its area code");
    private static final Defect AMOUNT =
            new Defect("AMOUNT_FORMAT", "金额以元为单位，最多两位小数，如660.00 / give yuan with at most two decimals, such as 660.00");
    private static final Defect INTEGER = new Defect("INTEGER_FORMAT", "应为不带小数的数字 / give a whole number, digits only");
    private static final Defect FLAG = new Defect("UNKNOWN_CODE", "应填“是”或“否” / give 是 or 否");

    private static Field text(Column column, @Nullable Pattern pattern) {
        if (pattern == null) {
            return new Field(column, Defect.CONTROL_CHARACTER, value -> value);
        }
        Matcher matcher = pattern.matcher("");
        Defect defect = new Defect("PATTERN", "格式应为 %s / must match %s".formatted(pattern, pattern));
        return new Field(column, defect, value -> matcher.reset(value).matches() ? value : null);
    }

    private static Field coded(Column column, Codes codes) {
        String known = String.join("、", codes.canonical());
        Defect defect = new Defect("UNKNOWN_CODE", "取值应为：%s / use one of the agreed words: %s".formatted(known, known));
        return new Field(column, defect, codes::canonical);
    }

    private static Field dated(Column column, DateSpelling spelling, List<DatePattern> always) {
        List<DatePattern> patterns = column.form() instanceof Form.Dated dated ? dated.patterns() : List.of();
        Defect defect = new Defect("DATE_FORMAT", "日期格式应为 %s / give a date as %s".formatted(patterns, patterns));
        DatePattern[] all = java.util.stream.Stream.concat(patterns.stream(), always.stream())
                .toArray(DatePattern[]::new);
        return new Field(column, defect, value -> {
            for (DatePattern pattern : all) {
                String read = spelling.of(pattern, value);
                if (read != null) {
                    return read;
                }
            }
            return null;
        });
    }

    private interface DateSpelling {
        @Nullable
        String of(DatePattern pattern, String value);
    }
}
