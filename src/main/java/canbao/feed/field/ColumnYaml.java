package canbao.feed.field;

import canbao.identity.Certificates;
import canbao.io.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one column of a contract from YAML; code lists may be written in place or in {@code codes/<name>.yaml}. */
public final class ColumnYaml {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_LENGTH_LIMIT = 10_000;
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,40}");
    private static final Pattern CERTIFICATE_TYPE = Pattern.compile("\\d{2}(\\d{4})?");
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]{0,60}");

    private final Path codesFolder;

    public ColumnYaml(Path codesFolder) {
        this.codesFolder = codesFolder;
    }

    /** Reads {@code columns: name: {…}}. */
    public Column read(String name, YamlNode yaml) {
        if (!NAME.matcher(name).matches()) {
            yaml.problem("", "a column name is one word such as certificateType", "rename " + name);
        }
        ColumnType type = yaml.oneOf("type", ColumnType.class, ColumnType.TEXT);
        Column column = new Column(name, headers(name, yaml), type, use(type, yaml), maxLength(yaml), form(type, yaml));
        yaml.done();
        return column;
    }

    private static List<String> headers(String name, YamlNode yaml) {
        List<String> headers = yaml.texts("header");
        if (headers.isEmpty()) {
            yaml.problem("header", "is required: the column's name as the agency sends it", "add header: […]");
            return List.of(name);
        }
        return headers;
    }

    private static Column.Use use(ColumnType type, YamlNode yaml) {
        Column.Use use = new Column.Use(
                yaml.flag("required", false),
                yaml.flag("mayBeAbsent", false),
                yaml.flag("person", true),
                yaml.flag("keep", !type.identifying()));
        if (use.kept() && type.identifying()) {
            yaml.problem("keep", "personal data is never an attribute", "leave keep out");
        }
        return use;
    }

    private static int maxLength(YamlNode yaml) {
        int maxLength = yaml.integer("maxLength", MAX_LENGTH);
        if (maxLength < 1 || maxLength > MAX_LENGTH_LIMIT) {
            yaml.problem("maxLength", "must be 1 to " + MAX_LENGTH_LIMIT, "correct the length");
        }
        return maxLength;
    }

    private Form form(ColumnType type, YamlNode yaml) {
        return switch (type) {
            case TEXT -> new Form.Free(pattern(yaml));
            case CODE -> new Form.Coded(codes(yaml));
            case DATE, BIRTH, MONTH, TIME -> new Form.Dated(dates(type, yaml));
            case CERTIFICATE -> certified(yaml);
            case BIRTH_CERTIFICATE -> new Form.Certified(Certificates.BIRTH, null);
            case NAME, PHONE, YUAN, INTEGER, FLAG -> new Form.Plain();
        };
    }

    private static Form certified(YamlNode yaml) {
        String type = yaml.text("certificateType", Certificates.RESIDENT);
        if (!CERTIFICATE_TYPE.matcher(type).matches()) {
            yaml.problem("certificateType", "must be a PSN_CERT_TYPE such as \"01\"", "correct the type");
        }
        if (yaml.has("certificateType") && yaml.has("certificateTypeColumn")) {
            yaml.problem(
                    "certificateType", "the type is given twice", "leave certificateType or certificateTypeColumn");
        }
        return new Form.Certified(type, yaml.has("certificateTypeColumn") ? yaml.text("certificateTypeColumn") : null);
    }

    private static @Nullable Pattern pattern(YamlNode yaml) {
        if (!yaml.has("pattern")) {
            return null;
        }
        try {
            return Pattern.compile(yaml.text("pattern"));
        } catch (PatternSyntaxException e) {
            yaml.problem("pattern", "not a regular expression: " + e.getDescription(), "correct the pattern");
            return null;
        }
    }

    private static List<DatePattern> dates(ColumnType type, YamlNode yaml) {
        List<DatePattern> patterns = new ArrayList<>();
        for (String text : yaml.texts("pattern")) {
            DatePattern pattern = date(type, text);
            if (pattern == null) {
                yaml.problem("pattern", "'" + text + "' is no pattern for this type", "write such as " + example(type));
            } else {
                patterns.add(pattern);
            }
        }
        if (patterns.isEmpty()) {
            patterns.add(DatePattern.of(example(type)));
        }
        return patterns;
    }

    private static @Nullable DatePattern date(ColumnType type, String text) {
        try {
            DatePattern pattern = DatePattern.of(text);
            boolean complete = switch (type) {
                case MONTH -> true;
                case TIME -> pattern.hasDay() && pattern.hasTime();
                default -> pattern.hasDay();
            };
            return complete ? pattern : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String example(ColumnType type) {
        return switch (type) {
            case MONTH -> "yyyyMM";
            case TIME -> "yyyyMMddHHmmss";
            default -> "yyyyMMdd";
        };
    }

    private Codes codes(YamlNode yaml) {
        if (yaml.has("codes") == yaml.has("codesFile")) {
            yaml.problem("codes", "a code column needs either codes or codesFile", "list the words, or name the file");
        }
        if (yaml.has("codesFile")) {
            return codesFile(yaml);
        }
        return yaml.has("codes") ? words(yaml.child("codes")) : Codes.of(Map.of());
    }

    private Codes codesFile(YamlNode yaml) {
        String name = yaml.text("codesFile");
        Path file = codesFolder.resolve(name + ".yaml");
        if (!FILE.matcher(name).matches() || !Files.isRegularFile(file)) {
            yaml.problem("codesFile", "no file codes/" + name + ".yaml", "correct the name or add the file");
            return Codes.of(Map.of());
        }
        return words(YamlNode.load(file, "codes/" + name + ".yaml", yaml.problems()));
    }

    private static Codes words(YamlNode yaml) {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        for (String word : yaml.keys()) {
            aliases.put(word, yaml.texts(word));
        }
        if (aliases.isEmpty()) {
            yaml.problem("", "a code list needs at least one word", "write word: [alias, …]");
        }
        return Codes.of(
                aliases,
                alias -> yaml.problem("", "'" + alias + "' belongs to two words", "leave it with one of them"));
    }
}
