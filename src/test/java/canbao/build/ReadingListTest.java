package canbao.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingListTest {
    private static final List<String> SOURCES = List.of("Here.java", "There.java");

    @Test
    void every_class_that_the_readme_names_to_start_with_exists() throws IOException {
        List<String> sources = SourceFile.below(Path.of("src/main/java")).stream()
                .map(SourceFile::name)
                .toList();
        assertThat(ReadingList.problems(Files.readString(Path.of("README.md")), sources))
                .isEmpty();
    }

    @Test
    void a_class_that_is_gone_is_caught() {
        String readme = "# Hub\n`Elsewhere`\n## Start reading here\n1. `Here`: first\n2. `canbao.feed.Gone`, `x.y`\n";
        assertThat(ReadingList.problems(readme, SOURCES))
                .containsExactly("README.md sends readers to Gone, which is gone");
    }

    @Test
    void a_section_that_is_missing_or_names_nothing_is_caught() {
        assertThat(ReadingList.problems("# Hub\n`Here`\n", SOURCES)).hasSize(1);
        assertThat(ReadingList.problems("## Start reading here\nsoon\n## Packages\n`Here`\n", SOURCES))
                .hasSize(1);
    }
}
