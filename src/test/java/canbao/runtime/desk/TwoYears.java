package canbao.runtime.desk;

import canbao.cli.year.CloneCommand;
import canbao.io.yaml.Problems;
import canbao.policy.PolicyBook;
import canbao.testing.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Lucheng's policies of 2025 and of 2026, the latter as {@code ./hub policy clone} drafts it. */
final class TwoYears {
    private TwoYears() {}

    static PolicyBook book() {
        try {
            Path config = Platform.folder("canbao-two-years");
            Path policies = Files.createDirectories(config.resolve("policies"));
            Files.copy(Path.of("config/policies/330302-2025.yaml"), policies.resolve("330302-2025.yaml"));
            Path next = policies.resolve("330302-2026.yaml");
            int code = new CommandLine(new CloneCommand())
                    .execute("330302-2025", "2026", "--config=" + config, "--out=" + next);
            if (code != 0) {
                throw new AssertionError("clone ended with " + code);
            }
            Problems problems = new Problems();
            PolicyBook book = PolicyBook.load(policies, problems);
            problems.throwIfAny();
            return book;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
