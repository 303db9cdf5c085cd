package canbao.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyBookTest {
    private final Path folder;

    PolicyBookTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void two_years_are_on_file() throws IOException {
        String text = Files.readString(Path.of("config/policies/330302-2025.yaml"));
        Files.writeString(folder.resolve("330302-2025.yaml"), text);
        Files.writeString(
                folder.resolve("330302-2026.yaml"),
                text.replace("2025-", "2026-")
                        .replace("2024-", "2025-")
                        .replace("coverageYear: 2025", "coverageYear: 2026"));
    }

    @Test
    void the_shipped_book_has_no_problem() {
        Problems problems = new Problems();
        PolicyBook.load(Path.of("config/policies"), problems);
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void an_open_levy_window_counts_before_the_running_year_of_cover() {
        assertThat(yearAt("2024-09-15")).isEqualTo(2025);
        assertThat(yearAt("2025-02-28")).isEqualTo(2025);
        assertThat(yearAt("2025-09-14")).isEqualTo(2025);
        assertThat(yearAt("2025-09-15")).isEqualTo(2026);
        assertThat(yearAt("2026-02-28")).isEqualTo(2026);
        assertThat(yearAt("2026-12-31")).isEqualTo(2026);
    }

    @Test
    void a_day_that_no_policy_covers_names_the_folder_where_one_is_missing() {
        assertThatThrownBy(() -> yearAt("2024-09-14"))
                .isInstanceOf(PolicyBook.NoPolicy.class)
                .hasMessageContaining("2024-09-14")
                .hasMessageContaining("config/policies");
        assertThatThrownBy(() -> yearAt("2027-01-01")).isInstanceOf(PolicyBook.NoPolicy.class);
    }

    @Test
    void two_pool_areas_in_one_book_are_refused() throws IOException {
        String text = Files.readString(folder.resolve("330302-2025.yaml"));
        Files.writeString(folder.resolve("330303-2025.yaml"), text.replace("330302", "330303"));
        Problems problems = new Problems();
        PolicyBook.load(folder, problems);
        assertThat(problems.found()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).endsWith("/330303-2025.yaml");
            assertThat(problem.rule()).contains("one pool area");
        });
    }

    @Test
    void an_empty_folder_is_refused() throws IOException {
        Problems problems = new Problems();
        PolicyBook.load(Files.createDirectory(folder.resolve("none")), problems);
        assertThat(problems.found()).extracting(Problem::rule).containsExactly("holds no policy");
    }

    private int yearAt(String day) {
        Problems problems = new Problems();
        PolicyBook book = PolicyBook.load(folder, problems);
        problems.throwIfAny();
        return book.at(LocalDate.parse(day)).coverageYear();
    }
}
