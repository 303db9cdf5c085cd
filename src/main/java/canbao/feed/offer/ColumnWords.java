package canbao.feed.offer;

import canbao.feed.field.Codes;
import canbao.feed.field.Column;
import canbao.feed.field.Form;
import canbao.feed.field.Range;
import canbao.feed.field.Range.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A column in words: what it holds, which values are taken, and which of a list's words to offer. */
final class ColumnWords {
    private ColumnWords() {}

    static String type(Column column) {
        return switch (column.type()) {
            case CERTIFICATE -> "证件号码 / certificate number";
            case BIRTH_CERTIFICATE -> "出生医学证明编号 / birth certificate number";
            case NAME -> "姓名 / name";
            case PHONE -> "电话 / phone";
            case TEXT -> "文本 / text";
            case CODE -> "代码 / code";
            case DATE -> "日期 / date";
            case MONTH -> "年月 / month";
            case TIME -> "时间 / time";
            case YUAN -> "金额（元）/ yuan";
            case INTEGER -> "整数 / whole number";
            case FLAG -> "是/否 / yes or no";
            case BIRTH -> "出生日期 / date of birth";
        };
    }

    static String required(Column column) {
        String required = column.use().required() ? "必填 / required" : "可空 / may be blank";
        return column.use().mayBeAbsent() ? required + "，可缺列 / column may be absent" : required;
    }

    static String values(Column column) {
        List<String> words = new ArrayList<>();
        switch (column.form()) {
            case Form.Free free ->
                words.add(
                        free.pattern() == null
                                ? "最长 / at most " + column.maxLength()
                                : "格式 / pattern " + free.pattern());
            case Form.Dated dated ->
                words.add(dated.patterns().stream().map(Object::toString).collect(Collectors.joining(" 或 / or ")));
            case Form.Certified certified ->
                words.add(
                        certified.typeColumn() == null
                                ? "类型 / type " + certified.type()
                                : "类型见 / type in " + certified.typeColumn());
            case Form.Coded coded ->
                spellings(coded.codes())
                        .forEach((word, spellings) -> words.add(
                                word.isEmpty()
                                        ? "（视为空 / means nothing: " + String.join("、", spellings) + "）"
                                        : word + "（" + String.join("、", spellings) + "）"));
            case Form.Plain plain -> {}
        }
        Range range = column.checks().range();
        if (range != null) {
            words.add(bound(range.min()) + " … " + bound(range.max()));
        }
        if (column.checks().part() instanceof Column.Part.Characters part) {
            words.add("取第%d至%d位 / characters %d to %d".formatted(part.from(), part.to(), part.from(), part.to()));
        }
        return String.join("；", words);
    }

    private static String bound(@Nullable Bound bound) {
        return switch (bound) {
            case null -> "";
            case Bound.Amount amount -> amount.shown();
            case Bound.Day day -> day.day().toString();
            case Bound.Relative relative -> "today " + relative.after();
        };
    }

    /** For each canonical word the one to offer: itself, or (where it is a bare code) the shortest Chinese one. */
    static List<String> offered(Codes codes) {
        List<String> offered = new ArrayList<>();
        spellings(codes).forEach((word, spellings) -> {
            if (!word.isEmpty()) {
                offered.add(isBare(word) ? shortest(word, spellings) : word);
            }
        });
        return offered;
    }

    /** Canonical word (empty for nothing) to every spelling that means it, itself first. */
    static Map<String, List<String>> spellings(Codes codes) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        codes.canonical().forEach(word -> words.put(word, new ArrayList<>(List.of(word))));
        codes.spellings().forEach((spelling, word) -> {
            List<String> known = words.computeIfAbsent(word, absent -> new ArrayList<>());
            if (known.stream().noneMatch(spelling::equalsIgnoreCase)) {
                known.add(spelling);
            }
        });
        return words;
    }

    static Codes codes(Column column) {
        return column.form() instanceof Form.Coded coded ? coded.codes() : Codes.of(Map.of());
    }

    private static String shortest(String word, List<String> spellings) {
        return spellings.stream()
                .filter(spelling -> !isBare(spelling))
                .min((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse(word);
    }

    private static boolean isBare(String word) {
        return word.chars().allMatch(c -> c < 128);
    }
}
