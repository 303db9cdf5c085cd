package canbao.io.yaml;

import canbao.model.Fen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a YAML file, read key by key. A wrong value becomes a {@link Problem} with file, line and key path, and a
 * placeholder is returned so that reading goes on; call {@link #done()} after the last key, then
 * {@link Problems#throwIfAny()} before the values are used. Not thread-safe.
 */
public final class YamlNode {
    private final String file;
    private final String path;
    private final @Nullable Node node;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();

    private YamlNode(String file, String path, @Nullable Node node, Problems problems) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                        problem(key.getValue(), "written twice", "keep one: the other would be passed over in silence");
                    }
                }
            }
        } else if (node != null) {
            problem("", "a mapping of keys to values", "write key: value lines here");
        }
    }

    /** Reads a file; {@code name} is how problems call it. */
    public static YamlNode load(Path path, String name, Problems problems) {
        try {
            return parse(Files.readString(path), name, problems);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    public static YamlNode parse(String text, String name, Problems problems) {
        return new YamlNode(name, "", compose(text, name, problems), problems);
    }

    /** The mappings of a file that is a list; a problem when it is none. */
    public static List<YamlNode> parseList(String text, String name, Problems problems) {
        List<YamlNode> items = new ArrayList<>();
        Node root = compose(text, name, problems);
        if (root instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new YamlNode(name, "[" + items.size() + "]", item, problems));
            }
        } else if (root != null) {
            problems.add(new Problem(name, "1", "a list", "begin each item with - at the start of a line"));
        }
        return items;
    }

    private static @Nullable Node compose(String text, String name, Problems problems) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
            if (root.isEmpty()) {
                problems.add(new Problem(name, "1", "the file is empty", "see the examples in config/"));
            }
            return root.orElse(null);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(
                    new Problem(name, String.valueOf(line), "not YAML: " + e.getProblem(), "check indent and quotes"));
            return null;
        }
    }

    public Problems problems() {
        return problems;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether a mapping stands under the key, where a single value could stand too. */
    public boolean isMapping(String key) {
        return values.get(key) instanceof MappingNode;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    /** A text that must be there. */
    public String text(String key) {
        return scalar(key, Function.identity(), "", "text");
    }

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    public int integer(String key, int otherwise) {
        return has(key) ? scalar(key, Integer::valueOf, otherwise, "a whole number") : otherwise;
    }

    public int integer(String key) {
        return scalar(key, Integer::valueOf, 0, "a whole number");
    }

    public double decimal(String key, double otherwise) {
        return has(key) ? scalar(key, Double::valueOf, otherwise, "a number") : otherwise;
    }

    public boolean flag(String key, boolean otherwise) {
        return has(key)
                ? scalar(
                        key,
                        text -> switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException("neither true nor false");
                        },
                        otherwise,
                        "true or false")
                : otherwise;
    }

    /** An amount in yuan, such as {@code 660.00}. */
    public Fen yuan(String key) {
        return scalar(key, Fen::ofYuan, Fen.ZERO, "an amount in yuan with at most two decimals, such as 660.00");
    }

    public LocalDate date(String key) {
        return scalar(key, LocalDate::parse, LocalDate.EPOCH, "a date such as 2025-01-31");
    }

    /** A length of time written as ISO 8601, such as {@code PT5S} or {@code P90D}. */
    public Duration duration(String key, Duration otherwise) {
        return has(key) ? scalar(key, Duration::parse, otherwise, "a duration such as PT5S or P90D") : otherwise;
    }

    /** One of an enum's constants, in lower case with hyphens. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(YamlNode::spelling).toList();
        E first = type.getEnumConstants()[0];
        return scalar(key, text -> type.getEnumConstants()[index(names, text)], first, "one of " + names);
    }

    public <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        return has(key) ? oneOf(key, type) : otherwise;
    }

    /** A list of texts; a single text counts as a list of one; nothing when the key is missing. */
    public List<String> texts(String key) {
        read.add(key);
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof ScalarNode single) {
            return List.of(single.getValue());
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(scalar.getValue());
                } else {
                    problem(key, "a list of texts", "write - text lines");
                }
            }
        } else {
            problem(key, "a list of texts", "write - text lines");
        }
        return texts;
    }

    /** The mapping under a key; an empty one, and a problem, when it is missing. */
    public YamlNode child(String key) {
        read.add(key);
        Node value = values.get(key);
        if (value == null) {
            problem(key, "is required", "add the key " + key);
        }
        return new YamlNode(file, below(key), value, problems);
    }

    /** The mappings of a list; nothing when the key is missing. */
    public List<YamlNode> children(String key) {
        read.add(key);
        Node value = values.get(key);
        List<YamlNode> children = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                children.add(new YamlNode(file, below(key) + "[" + index++ + "]", item, problems));
            }
        } else if (value != null) {
            problem(key, "a list", "write - key: value items");
        }
        return children;
    }

    /** Reports a problem at a key of this mapping, for rules that the caller knows. */
    public void problem(String key, String rule, String fix) {
        Node at = values.getOrDefault(key, node);
        int line = at == null
                ? 1
                : at.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        String where = key.isEmpty() ? path : below(key);
        problems.add(new Problem(file, where.isEmpty() ? String.valueOf(line) : line + ": " + where, rule, fix));
    }

    /** Reports every key that nobody asked for: a misspelt key would otherwise be silence. */
    public void done() {
        for (String key : values.keySet()) {
            if (!read.contains(key)) {
                problem(
                        key,
                        "unknown key",
                        "known keys here: "
                                + String.join(", ", read.stream().sorted().toList()));
            }
        }
    }

    private <T> T scalar(String key, Function<String, T> parse, T placeholder, String expected) {
        read.add(key);
        Node value = values.get(key);
        if (value == null) {
            problem(key, "is required: " + expected, "add the key " + key);
            return placeholder;
        }
        if (!(value instanceof ScalarNode scalar)) {
            problem(key, "must be " + expected, "write a single value");
            return placeholder;
        }
        try {
            return parse.apply(scalar.getValue());
        } catch (RuntimeException e) {
            problem(key, "must be " + expected + ", not '" + scalar.getValue() + "'", "correct the value");
            return placeholder;
        }
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int index(List<String> names, String text) {
        int index = names.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException(text);
        }
        return index;
    }
}
