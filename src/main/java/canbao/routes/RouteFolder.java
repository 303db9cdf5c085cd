package canbao.routes;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of routes: {@code *.camel.yaml} are the routes, each {@code {template: …, with: {…}}} or one written out; {@code
 * templates/} holds what they are made from, {@code examples/} what may be copied one level up to use it.
 */
final class RouteFolder {
    private static final String ENDING = ".camel.yaml";

    private RouteFolder() {}

    /** The folder's routes; everything wrong in them, in the templates and in the examples becomes a problem. */
    static List<RouteFile> read(Path folder, Problems problems) {
        Map<String, RouteTemplate> templates = new HashMap<>();
        for (Path path : files(folder.resolve("templates"))) {
            RouteTemplate template = RouteTemplate.load(path, "routes/templates/" + path.getFileName(), problems);
            templates.put(template.name(), template);
        }
        List<RouteFile> routes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Path path : files(folder)) {
            RouteFile route = route(path, "routes/" + path.getFileName(), templates, problems);
            routes.add(route);
            if (!route.id().isEmpty() && !ids.add(route.id())) {
                problems.add(new Problem(
                        route.file(), "1", "another route is called " + route.id() + " too", "give it its own id"));
            }
        }
        for (Path path : files(folder.resolve("examples"))) {
            route(path, "routes/examples/" + path.getFileName(), templates, problems);
        }
        return routes;
    }

    private static RouteFile route(Path path, String file, Map<String, RouteTemplate> templates, Problems problems) {
        try {
            String yaml = Files.readString(path);
            return isWrittenOut(yaml)
                    ? RouteFence.check(yaml, file, problems)
                    : made(YamlNode.parse(yaml, file, problems), file, templates);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static RouteFile made(YamlNode node, String file, Map<String, RouteTemplate> templates) {
        String name = node.text("template");
        node.text("description", "");
        YamlNode values = node.child("with");
        node.done();
        RouteTemplate template = templates.get(name);
        if (template == null) {
            node.problem(
                    "template",
                    "no template is called '" + name + "'",
                    "use one of " + new TreeSet<>(templates.keySet()));
            return RouteFile.NONE;
        }
        String id = file.substring(file.lastIndexOf('/') + 1, file.length() - ENDING.length());
        return template.route(values, file, id);
    }

    /** Camel's own form is a list. */
    private static boolean isWrittenOut(String yaml) {
        return yaml.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("---"))
                .findFirst()
                .filter(line -> line.startsWith("-") || line.startsWith("["))
                .isPresent();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the routes in " + folder, e);
        }
    }
}
