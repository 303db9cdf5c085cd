package canbao.feed.field;

import canbao.identity.Certificates;
import canbao.io.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one column of a contract from YAML; code lists may be written in place or in {@code codes/<name>.yaml}. */
public final class ColumnYaml {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_LENGTH_LIMIT = 10_000;
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,40}");
    private static final Pattern CERTIFICATE_TYPE = Pattern.compile("\\d{2}(\\d{4})?");
    private static final Pattern CHARACTERS = Pattern.compile("([1-9]\\d{0,3})(-([1-9]\\d{0,3}))?");

    private final CodesYaml codes;

    public ColumnYaml(Path codesFolder) {
        this.codes = new CodesYaml(codesFolder);
    }

    /** Reads {@code columns: name: {…}}. */
    public Column read(String name, YamlNode yaml) {
        if (!NAME.matcher(name).matches()) {
            yaml.problem("", "a column name is one word such as certificateType", "rename " + name);
        }
        ColumnType type = yaml.oneOf("type", ColumnType.class, ColumnType.TEXT);
        Form form = form(type, yaml);
        Column plain =
                new Column(name, headers(name, yaml), type, use(type, yaml), maxLength(yaml), form, Column.Checks.NONE);
        Column.Checks checks = new Column.Checks(RangeYaml.read(type, yaml), masking(type, yaml), part(plain, yaml));
        yaml.done();
        return new Column(name, plain.headers(), type, plain.use(), plain.maxLength(), form, checks);
    }

    private static Column.Masking masking(ColumnType type, YamlNode yaml) {
        Column.Masking masking = yaml.oneOf("mask", Column.Masking.class, Column.Masking.PARTIAL);
        if (masking == Column.Masking.NONE && (type.identifying() || type == ColumnType.BIRTH)) {
            yaml.problem("mask", "personal data is always masked", "write partial or all");
        }
        return masking;
    }

    private static Column.@Nullable Part part(Column column, YamlNode yaml) {
        if (yaml.has("value")) {
            String[] spelt = new String[1];
            if (Field.of(column).read(yaml.text("value"), spelt, 0) == null) {
                return new Column.Part.Constant(spelt[0]);
            }
            yaml.problem("value", "does not fit the column's type", "write what an agency would send");
        }
        return yaml.has("part") ? characters(yaml) : null;
    }

    private static Column.@Nullable Part characters(YamlNode yaml) {
        Matcher matcher = CHARACTERS.matcher(yaml.text("part"));
        if (matcher.matches()) {
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(3) == null ? from : Integer.parseInt(matcher.group(3));
            if (from <= to) {
                return new Column.Part.Characters(from, to);
            }
        }
        yaml.problem("part", "must be positions from 1, such as 1-18 or 20", "count characters of the value as sent");
        return null;
    }

    private static List<String> headers(String name, YamlNode yaml) {
        List<String> headers = yaml.texts("header");
        if (yaml.has("value")) {
            if (!headers.isEmpty() || yaml.has("part")) {
                yaml.problem("value", "a constant is not sent", "leave out header and part, or value");
            }
            return List.of();
        }
        if (headers.isEmpty()) {
            yaml.problem("header", "is required: the column's name as the agency sends it", "add header: […]");
            return List.of(name);
        }
        return headers;
    }

    private static Column.Use use(ColumnType type, YamlNode yaml) {
        Column.Use use = new Column.Use(
                yaml.flag("required", false),
                yaml.flag("mayBeAbsent", yaml.has("value")),
                yaml.flag("person", true),
                yaml.flag("keep", !type.identifying()),
                yaml.flag("member", false));
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
            case CODE -> new Form.Coded(codes.read(yaml));
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
}
