package canbao.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BooksTest {
    private static final Path CONFIG = Path.of("config");

    @Test
    void a_category_that_only_a_draft_for_a_new_year_knows_is_known(@TempDir Path folder) throws IOException {
        String text = Files.readString(CONFIG.resolve("policies/330302-2025.yaml"));
        Policy without = policy(text.replace("{code: 困境儿童,", "{code: 别的,"));
        assertThat(unknown(List.of(without)))
                .extracting(Problem::rule)
                .isNotEmpty()
                .allMatch(rule -> rule.equals("no policy knows the category 困境儿童"));
        Files.createDirectories(folder.resolve("drafts"));
        Files.writeString(
                folder.resolve("drafts/330302-2026.yaml"),
                text.replace("2025-", "2026-").replace("2024-", "2025-").replace("Year: 2025", "Year: 2026"));
        List<Policy> both = new ArrayList<>(List.of(without));
        both.addAll(PolicyBook.drafts(folder, new Problems()));
        assertThat(both).hasSize(2);
        assertThat(unknown(both)).isEmpty();
    }

    @Test
    void the_page_names_every_year_that_is_worked_on_the_running_one_first() throws IOException {
        String text = Files.readString(CONFIG.resolve("policies/330302-2025.yaml"));
        Policy running = policy(text);
        Policy next =
                policy(text.replace("2025-", "2026-").replace("2024-", "2025-").replace("Year: 2025", "Year: 2026"));
        assertThat(Board.place(List.of(running)).en()).isEqualTo("pool area 330302 · coverage year 2025");
        assertThat(Board.place(List.of(next, running)).en()).isEqualTo("pool area 330302 · coverage year 2025, 2026");
        assertThat(Board.place(List.of(next, running)).zh()).isEqualTo("统筹区 330302 · 2025、2026 年度");
    }

    private static List<Problem> unknown(List<Policy> known) {
        Problems problems = new Problems();
        Books books = Books.load(CONFIG, new Problems());
        books.checkCategories(known, problems);
        return problems.found();
    }

    private static Policy policy(String text) {
        Problems problems = new Problems();
        Policy policy = Policy.draft(text, "draft", problems);
        problems.throwIfAny();
        return policy;
    }
}
