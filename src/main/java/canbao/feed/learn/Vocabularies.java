package canbao.feed.learn;

import canbao.feed.field.Codes;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnYaml;
import canbao.feed.field.Form;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The code lists that a config folder knows, by the names that contracts give them. */
final class Vocabularies {
    private static final String ENDING = ".yaml";

    private Vocabularies() {}

    /** Lists first, agencies' own words for them after; a list that cannot be read is passed over. */
    static SequencedMap<String, Codes> in(Path folder) {
        SequencedMap<String, Codes> lists = new LinkedHashMap<>();
        if (!Files.isDirectory(folder)) {
            return lists;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .forEach(name -> {
                        Problems problems = new Problems();
                        YamlNode yaml =
                                YamlNode.parse("{header: [x], type: code, codesFile: " + name + "}", name, problems);
                        Column column = new ColumnYaml(folder).read("word", yaml);
                        if (problems.none() && column.form() instanceof Form.Coded coded) {
                            lists.put(name, coded.codes());
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the code lists", e);
        }
        return lists;
    }
}
