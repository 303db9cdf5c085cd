package canbao.routes;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.testing.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTemplateTest {
    private static final String ROUTE = """
            template: folder
            with:
              feed: x/y
              place: x.folder
              files: "*.csv"
            """;
    private static final String TEMPLATE = """
            template: own
            about: a folder
            parameters:
              feed: { type: feed, about: the feed }
              place: { type: name, about: a name }
            from: { uri: "folder:<place>", parameters: { every: PT1S } }
            to: { uri: "hub:<feed>" }
            """;

    private final Path folder = Platform.folder("routes");

    @Test
    void a_route_is_a_template_and_its_values() throws IOException {
        RouteFile route = read(ROUTE).getFirst();
        assertThat(route.id()).isEqualTo("a");
        assertThat(route.from().uri()).isEqualTo("folder:x.folder");
        assertThat(route.from().parameters())
                .containsAllEntriesOf(Map.of("include", "*.csv", "feed", "x/y", "settle", "PT5S"));
        assertThat(route.to()).isEqualTo(new RouteEnd("hub:x/y", Map.of()));
    }

    @Test
    void a_value_that_is_more_than_a_value_is_refused_with_line_key_and_fix() throws IOException {
        for (String value : List.of(
                "../../etc",
                "/etc",
                "{{env:HOME}}",
                "{{x}}",
                "${body}",
                "x?delete=true",
                "a#b",
                "<feed>",
                "x\\ty",
                "RAW(x)",
                "")) {
            for (String key : List.of("feed: x/y", "place: x.folder", "files: \"*.csv\"")) {
                String name = key.substring(0, key.indexOf(':'));
                if (name.equals("files") && value.startsWith("../")) {
                    continue;
                }
                Problem problem = refused(ROUTE.replace(key, name + ": \"" + value + "\""));
                assertThat(problem.file()).isEqualTo("routes/a.camel.yaml");
                assertThat(problem.place()).matches("[345]: with\\." + name);
                assertThat(problem.rule()).contains("not allowed");
                assertThat(problem.fix()).startsWith("write ");
            }
        }
    }

    @Test
    void a_missing_an_unknown_and_a_wrongly_chosen_value_are_named() throws IOException {
        assertThat(refused(ROUTE.replace("  feed: x/y\n", "")).toString()).contains("with.feed", "is required");
        assertThat(refused(ROUTE + "  speed: 3\n").toString()).contains("with.speed", "no such value", "settle");
        assertThat(refused(ROUTE + "  ready: now\n").toString()).contains("[settled, done-file]");
        assertThat(refused(ROUTE.replace("template: folder", "template: floder"))
                        .toString())
                .contains("1: template", "floder", "sftp-fetch");
    }

    @Test
    void a_template_stays_inside_the_fence_too() throws IOException {
        assertThat(template(TEMPLATE)).isEmpty();
        assertThat(template(TEMPLATE.replace("folder:<place>", "exec:<place>")))
                .anyMatch(p -> p.rule().contains("exec"));
        assertThat(template(TEMPLATE.replace("every: PT1S", "every: \"${date:now}\"")))
                .anyMatch(p -> p.rule().contains("${"));
        assertThat(template(TEMPLATE.replace("every: PT1S", "idempotentRepository: x")))
                .anyMatch(p -> p.rule().contains("option not allowed"));
        assertThat(template(TEMPLATE.replace("hub:<feed>", "hub:<feeds>")))
                .anyMatch(p -> p.rule().contains("<feeds>"));
        assertThat(template(TEMPLATE.replace("template: own", "template: other")))
                .anyMatch(p -> p.fix().contains("other.camel.yaml"));
    }

    @Test
    void every_door_has_a_template_and_an_example_or_a_route_of_ours() throws IOException {
        Problems problems = new Problems();
        Routes.check(Path.of("routes"), problems);
        assertThat(problems.found()).isEmpty();
        try (Stream<Path> templates = Files.list(Path.of("routes/templates"));
                Stream<Path> routes = Files.walk(Path.of("routes"))) {
            String used = routes.filter(path -> path.toString().endsWith(".yaml")
                            && !path.toString().contains("templates"))
                    .map(RouteTemplateTest::text)
                    .reduce("", String::concat);
            assertThat(templates.map(path -> path.getFileName().toString().replace(".camel.yaml", "")))
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allMatch(name -> used.contains("template: " + name + "\n"));
        }
    }

    @Test
    void a_broken_example_is_found_before_somebody_copies_it() throws IOException {
        Files.createDirectory(folder.resolve("examples"));
        Files.writeString(folder.resolve("examples/e.camel.yaml"), ROUTE.replace("x/y", "x"));
        assertThat(problems(ROUTE)).extracting(Problem::file).containsExactly("routes/examples/e.camel.yaml");
    }

    private List<Problem> template(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/own.camel.yaml"), yaml);
        Problems problems = new Problems();
        Routes.check(folder, problems);
        return problems.found();
    }

    private List<RouteFile> read(String route) throws IOException {
        Problems problems = new Problems();
        List<RouteFile> files = write(route, problems);
        problems.throwIfAny();
        return files;
    }

    private List<Problem> problems(String route) throws IOException {
        Problems problems = new Problems();
        write(route, problems);
        return problems.found();
    }

    private Problem refused(String route) throws IOException {
        List<Problem> problems = problems(route);
        assertThat(problems).as(route).isNotEmpty();
        return problems.getFirst();
    }

    private List<RouteFile> write(String route, Problems problems) throws IOException {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        for (String name : List.of("folder", "sftp-fetch")) {
            Files.write(
                    templates.resolve(name + ".camel.yaml"),
                    Files.readAllBytes(Path.of("routes/templates", name + ".camel.yaml")));
        }
        Files.writeString(folder.resolve("a.camel.yaml"), route);
        return Routes.check(folder, problems);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
