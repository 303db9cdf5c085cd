package canbao.feed.format.file;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** In a process whose whole heap is little more than what a file may cost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileFilesTest {
    private static final String HEAP = "-Xmx80m";
    private static final long MOST_MILLIS = 2_000;

    private final Map<String, String> verdicts = new HashMap<>();
    private final Map<String, Long> millis = new HashMap<>();
    private Map<String, String> expected = Map.of();

    @BeforeAll
    void read(@TempDir Path folder) throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        expected = new HostileFiles(files).expected();
        try (ChildJvm child = ChildJvm.start(HostileReader.class, HEAP, folder.resolve("log"), files.toString())) {
            for (String line = child.line(); !line.equals("END"); line = child.line()) {
                String[] words = line.split("\t", 3);
                millis.put(words[0], Long.valueOf(words[1]));
                verdicts.put(words[0], words[2]);
            }
        }
    }

    @Test
    void each_is_refused_with_its_rule_and_place() {
        assertThat(verdicts).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void none_takes_longer_than_two_seconds() {
        assertThat(millis)
                .allSatisfy((name, taken) -> assertThat(taken).as(name).isLessThan(MOST_MILLIS));
    }
}
