package canbao.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every folder of scenarios that has steps: adding one needs no code. */
class HubScenariosTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.filter(folder -> !Files.exists(folder.resolve("facts.json"))).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void the_hub_does_what_is_expected(Path folder) {
        assertThat(new HubScenario(folder).differences()).isEmpty();
    }

    @Test
    void a_wrong_expectation_fails_with_step_key_and_both_values(@TempDir Path folder) throws IOException {
        Path story = SCENARIOS.resolve("A7-lists-of-three-months");
        try (Stream<Path> files = Files.list(story)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file).replace("state: REFUSED", "state: APPLIED");
                Files.writeString(folder.resolve(file.getFileName()), text);
            }
        }
        List<String> differences = new HubScenario(folder).differences();
        assertThat(differences).singleElement().asString().contains("state should be APPLIED and is REFUSED");
    }
}
