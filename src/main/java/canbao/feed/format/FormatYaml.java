package canbao.feed.format;

import canbao.io.yaml.YamlNode;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the {@code format:} part of a contract; what is wrong becomes a problem. */
public final class FormatYaml {
    private static final String DETECT = "detect";
    private static final String DELIMITER = "delimiter";
    private static final String ACCEPTS = "accepts";
    private static final List<String> CHARSETS = List.of(DETECT, "UTF-8", "GB18030", "GBK", "GB2312", "BIG5");
    private static final List<String> FORMS =
            Arrays.stream(Format.Form.values()).map(FormatYaml::spelling).toList();

    private FormatYaml() {}

    public static Format read(YamlNode yaml) {
        Format format = new Format(
                yaml.oneOf("type", Format.Type.class, Format.Type.CSV),
                charset(yaml),
                delimiter(yaml),
                SheetChoice.of(yaml.texts("sheets")),
                accepts(yaml));
        yaml.done();
        return format;
    }

    private static @Nullable Charset charset(YamlNode yaml) {
        String name = yaml.text("charset", DETECT);
        if (CHARSETS.stream().noneMatch(name::equalsIgnoreCase)) {
            yaml.problem("charset", "must be one of " + CHARSETS, "name the encoding of the file");
        }
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "UTF-8", "BIG5" -> Charset.forName(name);
            // a superset of both; names with rare characters come under the older names too
            case "GB18030", "GBK", "GB2312" -> Charset.forName("GB18030");
            default -> null;
        };
    }

    private static char delimiter(YamlNode yaml) {
        String text = yaml.text(DELIMITER, DETECT);
        if (text.equals(DETECT)) {
            return Format.DETECT;
        }
        if (text.length() == 1 && !"\"\r\n\0 ".contains(text) && !Character.isLetterOrDigit(text.charAt(0))) {
            return text.charAt(0);
        }
        yaml.problem(
                DELIMITER,
                "must be one character such as , or | or \"\\t\" or \"\\u0001\"",
                "correct it or say detect");
        return ',';
    }

    private static Set<Format.Form> accepts(YamlNode yaml) {
        if (!yaml.has(ACCEPTS)) {
            return Format.Form.all();
        }
        List<String> names = yaml.texts(ACCEPTS);
        Set<Format.Form> forms = names.stream()
                .filter(FORMS::contains)
                .map(name -> Format.Form.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Format.Form.class)));
        if (names.isEmpty() || !FORMS.containsAll(names)) {
            yaml.problem(ACCEPTS, "must be some of " + FORMS, "correct the list or leave it out to take all");
        } else if (forms.equals(Set.of(Format.Form.ZIP))) {
            yaml.problem(ACCEPTS, "a zip of what", "add the forms of the files in it");
        }
        return forms;
    }

    static String spelling(Format.Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }
}
