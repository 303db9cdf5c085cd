package canbao.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every folder of scenarios that has a facts.json: adding one needs no code. */
class DecisionScenariosTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    static Stream<DecisionScenario> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("facts.json"))).sorted().toList().stream()
                    .map(DecisionScenario::new);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void decisions_are_as_expected(DecisionScenario scenario) {
        assertThat(scenario.differences()).isEmpty();
    }

    @Test
    void a_wrong_expectation_fails_with_person_key_and_both_values(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> file :
                DecisionScenario.files(SCENARIOS.resolve("A5-jiangjin-table")).entrySet()) {
            Files.writeString(
                    folder.resolve(file.getKey()),
                    file.getValue().replace("subsidy: 360.00, personal: 40.00", "subsidy: 350.00, personal: 50.00"));
        }
        List<String> differences = new DecisionScenario(folder).differences();
        assertThat(differences)
                .contains(
                        "低保 一档 · 390: subsidy should be 350.00 and is 360.00",
                        "低保 一档 · 390: personal should be 50.00 and is 40.00");
    }
}
