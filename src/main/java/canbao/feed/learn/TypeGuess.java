package canbao.feed.learn;

import canbao.feed.field.Codes;
import canbao.feed.field.ColumnType;
import canbao.feed.learn.DraftColumn.Form;
import canbao.feed.learn.DraftColumn.Sureness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a column holds: by its values first, by its header where they leave it open. */
final class TypeGuess {
    private static final int MOST_CODES = 40;
    private static final Map<String, List<String>> SEX =
            Map.of("1", List.of("男"), "2", List.of("女"), "~", List.of("0", "9", "未知", "未说明"));

    private final SequencedMap<String, Codes> vocabularies;

    /** What was guessed of a column, but for its name and use. */
    record Guess(ColumnType type, Form form, Sureness sure) {}

    TypeGuess(SequencedMap<String, Codes> vocabularies) {
        this.vocabularies = vocabularies;
    }

    Guess of(Profile column) {
        String meaning = String.valueOf(Dictionary.meaning(column.header));
        for (Guess guess : new Guess[] {
            numbers(column, meaning), vocabulary(column), dates(column, meaning), amounts(column, meaning)
        }) {
            if (guess != null) {
                return guess;
            }
        }
        Guess words = words(column, meaning);
        return words == null ? text(column) : words;
    }

    /** Numbers that persons have. */
    private static @Nullable Guess numbers(Profile column, String meaning) {
        double student = column.share(Shape.STUDENT_NUMBER);
        double certificate = column.share(Shape.CERTIFICATE);
        double like = Math.max(certificate, column.share(Shape.LIKE_CERTIFICATE));
        double phone = column.share(Shape.PHONE);
        if (column.share(Shape.DISABILITY) >= 0.5) {
            Form form = new Form(List.of(), Map.of(), "", "1-18");
            String note = "残疾人证号：前18位是身份号码 / a disability certificate: the first 18 are the citizen's number";
            return new Guess(ColumnType.CERTIFICATE, form, new Sureness(column.share(Shape.DISABILITY), note));
        }
        if (student >= 0.5) {
            return new Guess(
                    ColumnType.TEXT,
                    Form.patterns(List.of("[GJL]\\d{17}[\\dX]")),
                    new Sureness(student, "学籍号 / student number"));
        }
        if (like >= 0.5 || (meaning.equals("certificate") && (like >= 0.3 || column.filled == 0))) {
            String note = certificate < like ? "有校验位不符的 / some have a wrong check digit" : "";
            return new Guess(ColumnType.CERTIFICATE, Form.PLAIN, new Sureness(Math.max(like, 0.4), note));
        }
        if (column.header.matches(".*(出生医学|出生证).*") && column.share(Shape.BIRTH_CERTIFICATE) >= 0.5) {
            return new Guess(
                    ColumnType.BIRTH_CERTIFICATE, Form.PLAIN, new Sureness(column.share(Shape.BIRTH_CERTIFICATE), ""));
        }
        boolean phones = phone >= 0.6 || (meaning.equals("phone") && (phone >= 0.3 || column.filled == 0));
        return phones ? new Guess(ColumnType.PHONE, Form.PLAIN, new Sureness(Math.max(phone, 0.5), "")) : null;
    }

    /** Words that a known list has. */
    private @Nullable Guess vocabulary(Profile column) {
        String best = "";
        double most = 0.6;
        for (Map.Entry<String, Codes> list : vocabularies.entrySet()) {
            double share = column.words().entrySet().stream()
                            .filter(word -> list.getValue().canonical(word.getKey()) != null)
                            .mapToInt(Map.Entry::getValue)
                            .sum()
                    / (double) Math.max(1, column.filled);
            if (share > most) {
                most = share;
                best = list.getKey();
            }
        }
        Form form = new Form(List.of(), Map.of(), best, "");
        return best.isEmpty() ? null : new Guess(ColumnType.CODE, form, new Sureness(most, ""));
    }

    private static @Nullable Guess dates(Profile column, String meaning) {
        boolean hinted = List.of("birth", "begin", "end", "date", "time").contains(meaning)
                || column.header.matches(".*(日期|时间|年月).*");
        double enough = hinted ? 0.3 : 0.7;
        double day = column.dayShare();
        double time = column.timeShare();
        double month = column.monthShare();
        if (month >= enough && month > day + time) {
            return dated(ColumnType.MONTH, column.patterns("month"), month);
        }
        if (time >= enough && time >= day) {
            return dated(ColumnType.TIME, column.patterns("time"), time);
        }
        if (day + time >= enough) {
            Map<String, Integer> patterns = new LinkedHashMap<>(column.patterns("day"));
            patterns.putAll(column.patterns("time"));
            ColumnType type = meaning.equals("birth") && !Dictionary.isAnother(column.header)
                    ? ColumnType.BIRTH
                    : ColumnType.DATE;
            return dated(type, patterns, day + time);
        }
        return null;
    }

    private static Guess dated(ColumnType type, Map<String, Integer> patterns, double share) {
        List<String> usualFirst = patterns.entrySet().stream()
                .filter(pattern -> !isCovered(pattern.getKey(), patterns.keySet()))
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        String note = usualFirst.size() > 1 ? "写法不一 / written in several ways" : "";
        return new Guess(type, Form.patterns(usualFirst), new Sureness(Math.min(share, 0.98), note));
    }

    /** Two digits are read by the pattern that takes one or two. */
    private static boolean isCovered(String pattern, Set<String> patterns) {
        String shorter = pattern.replace("MM", "M").replace("dd", "d").replace("HH", "H");
        return !shorter.equals(pattern) && patterns.contains(shorter);
    }

    private static @Nullable Guess amounts(Profile column, String meaning) {
        boolean flags = column.share(Shape.FLAG) >= 0.6
                || (Dictionary.isFlag(column.header)
                        && !column.words().isEmpty()
                        && List.of("0", "1").containsAll(column.words().keySet()));
        if (flags && !meaning.equals("sex")) {
            return new Guess(ColumnType.FLAG, Form.PLAIN, new Sureness(0.9, ""));
        }
        if (Dictionary.isAmount(column.header) && column.share(Shape.DECIMAL) >= 0.5) {
            return new Guess(
                    ColumnType.YUAN,
                    Form.PLAIN,
                    new Sureness(column.share(Shape.DECIMAL) * 0.9, "单位是元吗 / is it yuan?"));
        }
        if (column.share(Shape.AREA) >= 0.5 && !Dictionary.isNumber(column.header)) {
            return new Guess(
                    ColumnType.TEXT,
                    Form.patterns(List.of("\\d{6}(\\d{3}){0,2}")),
                    new Sureness(column.share(Shape.AREA) * 0.9, "行政区划代码 / code of a region"));
        }
        if (Dictionary.isNumber(column.header) && column.share(Shape.DIGITS) >= 0.5) {
            return new Guess(ColumnType.INTEGER, Form.PLAIN, new Sureness(column.share(Shape.DIGITS) * 0.9, ""));
        }
        return null;
    }

    private static @Nullable Guess words(Profile column, String meaning) {
        boolean called = meaning.equals("name") || column.header.matches(".*姓名.*|监护人");
        boolean unknown =
                meaning.equals("null") && !Dictionary.isCode(column.header) && !Dictionary.isText(column.header);
        double name = column.share(Shape.NAME);
        if (called && name >= 0.3) {
            return new Guess(ColumnType.NAME, Form.PLAIN, new Sureness(Math.max(name * 0.95, 0.4), ""));
        }
        if (unknown && name >= 0.8 && column.words().size() * 2 > column.filled) {
            return new Guess(ColumnType.NAME, Form.PLAIN, new Sureness(0.4, "像是姓名 / looks like names"));
        }
        return code(column, meaning);
    }

    private static @Nullable Guess code(Profile column, String meaning) {
        int distinct = column.words().size();
        boolean repeated = distinct > 0 && distinct * 2 <= column.filled && !Dictionary.isText(column.header);
        boolean hinted = Dictionary.isCode(column.header) && distinct > 0 && distinct <= MOST_CODES;
        boolean short_ = column.longest <= 20;
        if (Dictionary.isPersonal(column.header) || !short_ || !(hinted || (repeated && distinct <= MOST_CODES))) {
            return null;
        }
        if (meaning.equals("sex")) {
            return new Guess(ColumnType.CODE, Form.codes(SEX), new Sureness(0.95, ""));
        }
        // a word that only one row has may be somebody's own, unless the header says that it is a kind of thing
        Map<String, List<String>> codes = new LinkedHashMap<>();
        column.words().entrySet().stream()
                .filter(word -> hinted || word.getValue() > 1)
                .sorted(Map.Entry.comparingByKey())
                .forEach(word -> codes.put(word.getKey(), List.of()));
        int listed = codes.keySet().stream()
                .mapToInt(word -> column.words().getOrDefault(word, 0))
                .sum();
        if (codes.isEmpty() || listed < column.filled * 0.95) {
            return null;
        }
        if (meaning.equals("certificateType")) {
            return new Guess(
                    ColumnType.CODE,
                    Form.codes(certificateTypes(codes)),
                    new Sureness(0.7, "左边应是证件类型代码 / left must be PSN_CERT_TYPE"));
        }
        double confidence = hinted ? 0.8 : 0.55;
        return new Guess(
                ColumnType.CODE, Form.codes(codes), new Sureness(confidence, "只见过这些取值 / only these were seen"));
    }

    private static Map<String, List<String>> certificateTypes(Map<String, List<String>> seen) {
        Map<String, List<String>> types = new LinkedHashMap<>();
        for (String word : seen.keySet()) {
            boolean resident = word.matches("0?1|.*身份证|.*户口簿");
            List<String> aliases = types.computeIfAbsent(resident ? "01" : word, absent -> new ArrayList<>());
            if (resident && !word.equals("01")) {
                aliases.add(word);
            }
        }
        return types;
    }

    private static Guess text(Profile column) {
        boolean identifier = column.filled > 0 && column.share(Shape.IDENTIFIER) >= 0.999;
        Form form = identifier ? Form.patterns(List.of("[0-9A-Za-z_:-]{1,80}")) : Form.PLAIN;
        return new Guess(
                ColumnType.TEXT,
                form,
                new Sureness(column.filled == 0 ? 0.1 : 0.6, column.filled == 0 ? "全空 / all blank" : ""));
    }
}
