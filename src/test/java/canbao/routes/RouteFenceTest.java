package canbao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.routes.door.Wiring;
import canbao.routes.files.FileDoors;
import canbao.testing.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteFenceTest {
    private static final Path ROUTES = Path.of("routes");
    private static final String GOOD = """
            - route:
                id: x-y
                from:
                  uri: "folder:x.folder"
                  parameters:
                    include: "*.csv"
                    every: PT1S
                  steps:
                    - to:
                        uri: "hub:x/y"
            """;

    @Test
    void a_plain_route_passes_and_says_where_bytes_come_from_and_go() {
        Problems problems = new Problems();
        assertThat(RouteFence.check(GOOD, "routes/x.camel.yaml", problems))
                .isEqualTo(new RouteFile(
                        "routes/x.camel.yaml",
                        "x-y",
                        new RouteEnd("folder:x.folder", Map.of("include", "*.csv", "every", "PT1S")),
                        new RouteEnd("hub:x/y", Map.of())));
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void a_scheme_that_is_not_listed_is_refused_at_either_end() {
        for (String uri : List.of(
                "exec:sh", "timer:x", "bean:x", "jdbc:x", "http:x", "file:/etc", "sftp:x", "hub:x/y", "no-scheme")) {
            assertThat(refused("folder:x.folder", uri)).as(uri).matches(problem -> says(problem, "uri", "scheme"));
        }
        for (String uri : List.of("exec:sh", "file:/etc", "direct:x", "language:simple:x", "log:x", "class:x")) {
            assertThat(refused("hub:x/y", uri)).as(uri).matches(problem -> says(problem, "uri", "scheme"));
        }
    }

    @Test
    void an_option_that_is_not_listed_is_refused() {
        Problem problem = refused("every: PT1S", "processStrategy: x");
        assertThat(problem.place()).contains("route.from.parameters.processStrategy");
        assertThat(problem.rule()).isEqualTo("option not allowed for folder");
        assertThat(problem.fix()).contains("include", "settle");
    }

    @Test
    void expressions_and_references_to_classes_and_beans_are_refused_wherever_they_stand() {
        for (String value :
                List.of("${body}", "$simple{body}", "#class:java.lang.Runtime", "#bean:x", "#type:x", "RAW(x)")) {
            assertThat(refused("*.csv", value)).as(value).matches(problem -> says(problem, "include", "not allowed"));
            assertThat(refused("hub:x/y", "hub:" + value))
                    .as(value)
                    .matches(problem -> says(problem, "uri", "not allowed"));
            assertThat(refused("folder:x.folder", "folder:" + value))
                    .matches(problem -> says(problem, "uri", "not allowed"));
        }
    }

    @Test
    void a_placeholder_that_calls_a_function_is_refused() {
        for (String value : List.of("{{env:HOME}}", "{{sys:user.home}}", "{{bean:x.y}}")) {
            assertThat(refused("x.folder", value)).as(value).matches(problem -> says(problem, "uri", "not allowed"));
        }
    }

    @Test
    void options_in_the_address_are_refused() {
        assertThat(refused("hub:x/y", "hub:x/y?a=b")).matches(problem -> says(problem, "uri", "parameters"));
        assertThat(refused("folder:x.folder", "folder:x.folder?delete=true"))
                .matches(problem -> says(problem, "uri", "parameters"));
    }

    @Test
    void a_second_step_is_refused() {
        Problem problem = refused(GOOD + """
                    - to:
                        uri: "hub:x/z"
            """);
        assertThat(problem).matches(found -> says(found, "steps", "exactly one step"));
        assertThat(problem.fix()).isEqualTo("move rules to the contract");
    }

    @Test
    void every_step_but_to_is_refused() {
        for (String step : List.of("toD", "bean", "script", "setBody", "process", "wireTap", "enrich")) {
            List<Problem> problems = problems(GOOD.replace("- to:", "- " + step + ":"));
            assertThat(problems)
                    .as(step)
                    .isNotEmpty()
                    .anyMatch(problem -> problem.toString().contains(step));
        }
    }

    @Test
    void a_second_route_or_anything_beside_the_route_is_refused() {
        assertThat(refused(GOOD + GOOD).toString())
                .startsWith("routes/x.camel.yaml:1: a route file holds exactly one route");
        assertThat(problems(GOOD + "  beans: []\n")).isNotEmpty();
        assertThat(problems(GOOD.replace("    id: x-y", "    id: x-y\n    errorHandler: {}")))
                .isNotEmpty();
        assertThat(problems("- beans:\n    - name: x\n      type: java.lang.Runtime\n"))
                .isNotEmpty();
    }

    @Test
    void every_route_of_ours_passes_the_fence_and_loads() {
        Problems problems = new Problems();
        List<RouteFile> files = Routes.rehearse(ROUTES, doors(values()), problems);
        assertThat(problems.found()).isEmpty();
        assertThat(files)
                .hasSizeGreaterThanOrEqualTo(9)
                .allMatch(file -> file.to().uri().matches("(hub|http):.+"));
    }

    @Test
    void a_rehearsal_finds_what_only_camel_knows() throws IOException {
        Path folder = Platform.folder("routes");
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                GOOD.replace("every: PT1S", "every: soon").replace("x-y", "x-a"));
        Files.writeString(
                folder.resolve("b.camel.yaml"),
                GOOD.replace("x.folder", "x.forgotten").replace("x-y", "x-b"));
        Files.writeString(folder.resolve("c.camel.yaml"), GOOD);
        Properties values = new Properties();
        values.setProperty("x.folder", folder.resolve("drop").toString());
        Problems problems = new Problems();
        Routes.rehearse(folder, doors(values), problems);
        assertThat(problems.found())
                .extracting(Problem::file)
                .containsExactly("routes/a.camel.yaml", "routes/b.camel.yaml");
        assertThat(problems.found().getFirst().rule()).contains("Camel does not load it");
        assertThat(problems.found().getLast().rule()).contains("x.forgotten");
        assertThatThrownBy(problems::throwIfAny).hasMessageContaining("hub.yaml");
    }

    @Test
    void a_door_told_another_feed_than_the_one_at_the_end_is_refused() {
        assertThat(refused("every: PT1S", "feed: x/z")).matches(problem -> says(problem, "feed", "x/z"));
    }

    private static RouteDoors doors(Properties values) {
        return new RouteDoors(
                Map.of(
                        "folder",
                        FileDoors.folder(InstantSource.system()),
                        "sftp-fetch",
                        FileDoors.fetched(InstantSource.system())),
                values,
                new Wiring("number", "asOf", "control", failure -> Optional.empty()));
    }

    private static boolean says(Problem problem, String key, String rule) {
        return problem.file().equals("routes/x.camel.yaml")
                && problem.place().matches("\\d+: .*" + key)
                && problem.rule().contains(rule)
                && !problem.fix().isBlank();
    }

    private static Problem refused(String text, String replacement) {
        assertThat(GOOD).contains(text);
        return refused(GOOD.replace(text, replacement));
    }

    private static Problem refused(String yaml) {
        List<Problem> problems = problems(yaml);
        assertThat(problems).as(yaml).isNotEmpty();
        return problems.getFirst();
    }

    private static List<Problem> problems(String yaml) {
        Problems problems = new Problems();
        RouteFence.check(yaml, "routes/x.camel.yaml", problems);
        return problems.found();
    }

    private static Properties values() {
        Properties values = new Properties();
        Stream.of("civil-affairs.sftp", "police.kafka", "insurer.orders", "tax.levies", "civil-affairs.leads")
                .forEach(name -> values.setProperty(name, "127.0.0.1:1"));
        Stream.of(
                        "civil-affairs.sftp.user",
                        "civil-affairs.sftp.password",
                        "civil-affairs.sftp.known-hosts",
                        "education.folder",
                        "police.topic")
                .forEach(name -> values.setProperty(name, "x"));
        return values;
    }
}
