package canbao.feed.field;

import canbao.io.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads code lists: in place, from {@code codes/<list>.yaml}, or from {@code codes/<list>.<vocabulary>.yaml}, which adds
 * one agency's words and codes to the list. A bare code such as {@code 1} means something in its own vocabulary only, so
 * a vocabulary keeps the list's words and drops the list's codes.
 */
final class CodesYaml {
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]{0,60}(\\.[a-z][a-z0-9-]{0,60})?");
    private static final Pattern BARE_CODE = Pattern.compile("[0-9A-Za-z]+");

    private final Path folder;

    CodesYaml(Path folder) {
        this.folder = folder;
    }

    Codes read(YamlNode yaml) {
        if (yaml.has("codes") == yaml.has("codesFile")) {
            yaml.problem("codes", "a code column needs either codes or codesFile", "list the words, or name the file");
        }
        if (yaml.has("codesFile")) {
            return file(yaml);
        }
        return yaml.has("codes") ? inPlace(yaml.child("codes")) : Codes.of(Map.of());
    }

    private Codes file(YamlNode yaml) {
        String name = yaml.text("codesFile");
        int dot = name.indexOf('.');
        String list = dot < 0 ? name : name.substring(0, dot);
        for (String each : List.of(list, name)) {
            if (!FILE.matcher(name).matches() || !Files.isRegularFile(file(each))) {
                yaml.problem("codesFile", "no file codes/" + each + ".yaml", "correct the name or add the file");
                return Codes.of(Map.of());
            }
        }
        YamlNode canonical = load(list, yaml);
        return dot < 0 ? inPlace(canonical) : vocabulary(canonical, load(name, yaml));
    }

    private static Codes inPlace(YamlNode yaml) {
        Map<String, List<String>> aliases = words(yaml);
        if (aliases.isEmpty()) {
            yaml.problem("", "a code list needs at least one word", "write word: [alias, …]");
        }
        return codes(aliases, yaml);
    }

    private static Codes vocabulary(YamlNode list, YamlNode own) {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        words(list)
                .forEach((word, spellings) -> aliases.put(
                        word,
                        new ArrayList<>(spellings.stream()
                                .filter(alias -> !BARE_CODE.matcher(alias).matches())
                                .toList())));
        words(own).forEach((word, spellings) -> {
            if (!aliases.containsKey(word) && !word.equals(Codes.NOTHING)) {
                own.problem(word, "'" + word + "' is not in the list", "use a word of the list, or add it there");
            }
            aliases.computeIfAbsent(word, absent -> new ArrayList<>()).addAll(spellings);
        });
        return codes(aliases, own);
    }

    private static Codes codes(Map<String, List<String>> aliases, YamlNode yaml) {
        return Codes.of(
                aliases,
                alias -> yaml.problem("", "'" + alias + "' belongs to two words", "leave it with one of them"));
    }

    private static Map<String, List<String>> words(YamlNode yaml) {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        for (String word : yaml.keys()) {
            aliases.put(word, yaml.texts(word));
        }
        return aliases;
    }

    private YamlNode load(String name, YamlNode yaml) {
        return YamlNode.load(file(name), "codes/" + name + ".yaml", yaml.problems());
    }

    private Path file(String name) {
        return folder.resolve(name + ".yaml");
    }
}
