package canbao.feed.learn;

import canbao.feed.field.ColumnType;
import canbao.feed.format.Format;
import canbao.feed.format.Format.Form;
import canbao.feed.learn.Draft.Sure;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a survey into a draft. */
final class Drafting {
    private static final Pattern DATED = Pattern.compile("([A-Za-z0-9_]+[-_])((?:19|20)\\d{6})\\.(\\w+)");

    private final Survey survey;
    private final TypeGuess types;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Profile> profiles = new HashMap<>();

    Drafting(Survey survey, TypeGuess types) {
        this.survey = survey;
        this.types = types;
    }

    Draft draft(@Nullable FeedId feed, String fileName) {
        notes.addAll(survey.notes);
        HeaderGuess header = Objects.requireNonNull(survey.header);
        if (header.at() < 0) {
            notes.add(
                    "没有找到表头：枢纽需要一行表头，列名暂记为列1、列2… / no header row was found: the hub needs one, columns are called 列1, 列2 …");
        } else if (header.twoRows()) {
            notes.add("表头有两行（合并单元格） / the header has two rows (merged cells)");
        }
        survey.arrays.forEach(name -> notes.add(
                "字段“%s”是数组：若是家庭成员，请写 household / the field is an array: for members of a household write household:"
                        .formatted(name)));
        List<DraftColumn> columns = withEnd(Naming.named(columns(), notes));
        Sure<Mode> mode = mode(columns);
        Sure<List<String>> key = key(columns, mode.what());
        columns = columns.stream()
                .map(column -> key.what().contains(column.name()) ? column.needed() : column)
                .toList();
        Draft.Delivery delivery = new Draft.Delivery(
                type(),
                survey.charset.startsWith("UTF-16") ? "" : survey.charset,
                survey.delimiter,
                sheets(),
                fileName(fileName),
                kind(columns),
                mode);
        Draft.Rows rows = new Draft.Rows(key, scope(columns, mode.what()), version(columns, mode.what()), survey.rows);
        return new Draft(feed, delivery, rows, columns, notes);
    }

    /** An end that nobody has yet is written as the beginning is. */
    private List<DraftColumn> withEnd(List<DraftColumn> columns) {
        Optional<DraftColumn> begin = columns.stream()
                .filter(column -> column.name().equals("begin") && column.type() != ColumnType.TEXT)
                .findFirst();
        return columns.stream()
                .map(column -> {
                    Profile profile = profiles.get(column.header());
                    boolean blank = column.name().equals("end") && profile != null && profile.filled == 0;
                    return blank && begin.isPresent() ? column.like(begin.get()) : column;
                })
                .toList();
    }

    private List<DraftColumn> columns() {
        List<DraftColumn> columns = new ArrayList<>();
        for (Profile profile : survey.columns.values()) {
            if (profile.header.matches("序号|行号|No\\.?|#")) {
                notes.add("“%s”是行号，不收 / %s is a row number and left out".formatted(profile.header, profile.header));
                continue;
            }
            if (profile.filled == 0 && Dictionary.meaning(profile.header) == null) {
                notes.add("“%s”全空，不收 / %s is always blank and left out".formatted(profile.header, profile.header));
                continue;
            }
            TypeGuess.Guess guess = types.of(profile);
            boolean required = profile.blank == 0 && profile.filled > 0;
            columns.add(new DraftColumn("", profile.header, guess.type(), guess.form(), required, true, guess.sure()));
            profiles.put(profile.header, profile);
            if (guess.form().part().equals("1-18")) {
                columns.add(grade(profile, required));
            }
        }
        return columns;
    }

    /** The last digit of a disability certificate's number. */
    private static DraftColumn grade(Profile profile, boolean required) {
        Map<String, List<String>> grades =
                new TreeMap<>(Map.of("一级", List.of("1"), "二级", List.of("2"), "三级", List.of("3"), "四级", List.of("4")));
        return new DraftColumn(
                "",
                profile.header,
                ColumnType.CODE,
                new DraftColumn.Form(List.of(), grades, "", "20"),
                required,
                true,
                new DraftColumn.Sureness(0.9, "残疾等级 / grade of disability"));
    }

    private Format.Type type() {
        if (survey.form == Form.XLSX) {
            return Format.Type.XLSX;
        }
        boolean json = survey.form == Form.JSON;
        return !json ? Format.Type.CSV : survey.isLines() ? Format.Type.JSON_LINES : Format.Type.JSON;
    }

    private String sheets() {
        if (survey.form != Form.XLSX) {
            return "";
        }
        if (survey.parts > 1 && survey.notes.isEmpty()) {
            return "all";
        }
        return survey.firstPart > 1 ? String.valueOf(survey.firstPart) : "";
    }

    private static String fileName(String name) {
        Matcher matcher = DATED.matcher(name);
        return matcher.matches()
                ? Pattern.compile("[-_]$").matcher(matcher.group(1)).find()
                        ? matcher.group(1) + "(?<asOf>\\d{8})\\." + matcher.group(3)
                        : ""
                : "";
    }

    private static Sure<FactKind> kind(List<DraftColumn> columns) {
        List<String> names = columns.stream().map(DraftColumn::name).toList();
        boolean listed = columns.stream()
                .anyMatch(column -> column.name().equals("category")
                        && column.form().codesFile().startsWith("hardship"));
        if (names.containsAll(List.of("school", "grade", "classNo", "nonLocal"))) {
            return new Sure<>(FactKind.PUPIL, 0.9);
        }
        if (listed && names.containsAll(List.of("begin", "end"))) {
            return new Sure<>(FactKind.HARDSHIP, 0.9);
        }
        if (names.containsAll(List.of("insutype", "area", "begin", "end"))) {
            return new Sure<>(FactKind.COVERAGE, 0.7);
        }
        return new Sure<>(FactKind.REGISTER, 0.3);
    }

    private static Sure<Mode> mode(List<DraftColumn> columns) {
        boolean stamped = columns.stream().anyMatch(column -> column.type() == ColumnType.TIME);
        return stamped ? new Sure<>(Mode.DELTA, 0.6) : new Sure<>(Mode.SNAPSHOT, 0.6);
    }

    private static @Nullable String version(List<DraftColumn> columns, Mode mode) {
        return mode != Mode.DELTA
                ? null
                : columns.stream()
                        .filter(column -> column.type() == ColumnType.TIME && column.required())
                        .map(DraftColumn::name)
                        .findFirst()
                        .orElse(null);
    }

    /** The certificate where it is unique; for increments rather a unique number of each row. */
    private Sure<List<String>> key(List<DraftColumn> columns, Mode mode) {
        Optional<DraftColumn> certificate = columns.stream()
                .filter(column -> column.type() == ColumnType.CERTIFICATE && column.person())
                .findFirst();
        Optional<DraftColumn> number = columns.stream()
                .filter(column -> column.type() == ColumnType.TEXT && column.required() && unique(column))
                .filter(column -> !column.form().patterns().isEmpty())
                .findFirst();
        if (mode == Mode.DELTA && number.isPresent()) {
            return new Sure<>(List.of(number.get().name()), 0.7);
        }
        if (certificate.isPresent() && unique(certificate.get())) {
            return new Sure<>(List.of(certificate.get().name()), 0.9);
        }
        if (number.isPresent()) {
            return new Sure<>(List.of(number.get().name()), 0.6);
        }
        notes.add("没有一列能单独区分各行，请核对主键 / no single column tells all rows apart: check the key");
        return new Sure<>(certificate.map(column -> List.of(column.name())).orElse(List.of()), 0.2);
    }

    private boolean unique(DraftColumn column) {
        Profile profile = profiles.get(column.header());
        return profile != null && profile.isUnique();
    }

    private Sure<String> scope(List<DraftColumn> columns, Mode mode) {
        for (DraftColumn column : columns) {
            Profile profile = profiles.get(column.header());
            boolean school = column.name().equals("school") && column.required();
            if (mode == Mode.SNAPSHOT && school && profile != null) {
                return new Sure<>("school", profile.isConstant() ? 0.9 : 0.7);
            }
        }
        return new Sure<>("whole", mode == Mode.DELTA ? 0.9 : 0.6);
    }
}
