package canbao.cli.year;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drafts a year's policy from another year's, E27: dates shifted, and what to check written at its head. */
@Command(
        name = "clone",
        description = "由已有政策起草另一年度的政策，不放入使用 / draft another year's policy from one that is there; nothing uses it yet")
public final class CloneCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "POLICY",
            description =
                    "政策，如 330302-2025，或一个文件（已批准的草稿：policy show N --text > FILE）/ the policy, such as 330302-2025, or a file (an approved draft: policy show N --text > FILE)")
    private String name = "";

    @Parameters(index = "1", paramLabel = "YEAR", description = "新年度 / the new year")
    private int year;

    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(
            names = "--out",
            description =
                    "写到哪里；默认 policies/drafts/ 下 / where to; by default below policies/drafts/ of the config folder")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Problems problems = new Problems();
        boolean isFile = name.endsWith(".yaml");
        Path source = isFile ? Path.of(name) : config.resolve("policies").resolve(name + ".yaml");
        if (!Files.isRegularFile(source)) {
            problems.add(new Problem(
                    name, "POLICY", "there is no file " + source, "name one such as 330302-2025, or a file .yaml"));
            problems.throwIfAny();
        }
        Policy policy = isFile
                ? Policy.draft(source, problems)
                : Policy.load(source, "policies/" + source.getFileName(), problems);
        problems.throwIfAny();
        String file = policy.area() + "-" + year + ".yaml";
        Path draft = out == null ? config.resolve("policies/drafts").resolve(file) : out;
        if (Files.exists(draft)) {
            problems.add(
                    new Problem(draft.toString(), "1", "is there already", "remove it, or name another with --out"));
            problems.throwIfAny();
        }
        String text = NextYear.of(
                Files.readString(source), policy.area() + "-" + policy.coverageYear(), policy.coverageYear(), year);
        Path folder = draft.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(draft, text);
        Policy.draft(draft, problems);
        problems.throwIfAny();
        System.out.println("已起草，请逐项核对 / drafted, check it point by point: " + draft);
        return 0;
    }
}
