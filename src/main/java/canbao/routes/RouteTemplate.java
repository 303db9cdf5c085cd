package canbao.routes;

import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reviewed route with places for values: {@code routes/templates/<name>.camel.yaml}. It says which values it takes, and of
 * which type; a route file names the template and gives the values. A place is written {@code <name>}.
 */
record RouteTemplate(String name, Map<String, Parameter> parameters, RouteEnd from, RouteEnd to) {
    private static final Pattern PLACE = Pattern.compile("<([a-zA-Z]+)>");

    /**
     * @param otherwise the value when the route gives none; null: it must give one
     * @param words the only values, or none: whatever the type allows
     */
    record Parameter(ParameterType type, @Nullable String otherwise, List<String> words) {
        String says() {
            return words.isEmpty() ? type.says() : "one of " + words;
        }

        boolean allows(String value) {
            return type.allows(value) && (words.isEmpty() || words.contains(value));
        }

        String sample() {
            return words.isEmpty() ? type.sample() : words.getFirst();
        }
    }

    /** Reads a template, and tries it with sample values inside the fence. */
    static RouteTemplate load(Path path, String file, Problems problems) {
        YamlNode node = YamlNode.load(path, file, problems);
        String name = node.text("template");
        if (!path.getFileName().toString().equals(name + ".camel.yaml")) {
            node.problem("template", "the file is not called after it", "call the file " + name + ".camel.yaml");
        }
        node.text("about");
        Map<String, Parameter> parameters = parameters(node.child("parameters"));
        RouteEnd from = RouteFence.end(node.child("from"));
        RouteEnd to = RouteFence.end(node.child("to"));
        node.done();
        RouteTemplate template = new RouteTemplate(name, parameters, from, to);
        template.checkPlaces(node);
        Map<String, String> samples = new LinkedHashMap<>();
        parameters.forEach((parameter, type) -> samples.put(parameter, type.sample()));
        RouteFence.check(node, template.fill(from, samples), template.fill(to, samples));
        return template;
    }

    /** The route that a file describes by this template; a value that is missing, wrong or unknown becomes a problem. */
    RouteFile route(YamlNode values, String file, String id) {
        Map<String, String> given = new LinkedHashMap<>();
        parameters.forEach((parameter, type) -> given.put(parameter, value(values, parameter, type)));
        for (String name : values.keys()) {
            if (!parameters.containsKey(name)) {
                values.problem(
                        name, "the template " + this.name + " takes no such value", "it takes " + parameters.keySet());
            }
        }
        RouteEnd from = fill(this.from, given);
        RouteEnd to = fill(this.to, given);
        RouteFence.check(values, from, to);
        return new RouteFile(file, id, from, to);
    }

    private static String value(YamlNode values, String parameter, Parameter type) {
        String otherwise = type.otherwise();
        String value = otherwise == null ? values.text(parameter) : values.text(parameter, otherwise);
        boolean given = values.has(parameter) || otherwise != null;
        if (given && !type.allows(value)) {
            values.problem(parameter, "not allowed in this place: " + value, "write " + type.says());
            return type.sample();
        }
        return given ? value : type.sample();
    }

    private static Map<String, Parameter> parameters(YamlNode node) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (String name : node.keys()) {
            YamlNode parameter = node.child(name);
            parameter.text("about");
            Parameter type = new Parameter(
                    parameter.oneOf("type", ParameterType.class),
                    parameter.has("default") ? parameter.text("default") : null,
                    parameter.texts("words"));
            parameter.done();
            String otherwise = type.otherwise();
            if (otherwise != null && !type.allows(otherwise)) {
                parameter.problem("default", "is not of its own type", "write " + type.says());
            }
            parameters.put(name, type);
        }
        return parameters;
    }

    private void checkPlaces(YamlNode node) {
        for (RouteEnd end : List.of(from, to)) {
            for (String text : Stream.concat(Stream.of(end.uri()), end.parameters().values().stream())
                    .toList()) {
                Matcher place = PLACE.matcher(text);
                while (place.find()) {
                    if (!parameters.containsKey(place.group(1))) {
                        node.problem(
                                "parameters",
                                "nothing says what <" + place.group(1) + "> is",
                                "add " + place.group(1) + ": {type: …, about: …}");
                    }
                }
            }
        }
    }

    private RouteEnd fill(RouteEnd end, Map<String, String> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        end.parameters().forEach((option, text) -> filled.put(option, fill(text, values)));
        return new RouteEnd(fill(end.uri(), values), filled);
    }

    private static String fill(String text, Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }
}
