package canbao.cli.feed;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.ColumnYaml;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Finds the contract that a command names: {@code agency/feed} of the config folder, or a file of its own. */
final class ContractChoice {
    private ContractChoice() {}

    /** Its versions in use, newest first; throws {@link ParameterException} when there is none. */
    static List<Contract> of(String name, Path config, CommandSpec command) {
        Path file = Path.of(name);
        Problems problems = new Problems();
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            if (!Files.isRegularFile(file)) {
                throw wrong(command, "没有这个合同文件 / no such contract file: " + name);
            }
            YamlNode yaml = YamlNode.load(file, name, problems);
            Contract contract = ContractCatalogue.contract(yaml, new ColumnYaml(codes(file, config)));
            problems.throwIfAny();
            return List.of(contract);
        }
        ContractCatalogue catalogue = ContractCatalogue.load(config, problems);
        problems.throwIfAny();
        try {
            return catalogue.versions(FeedId.of(name));
        } catch (IllegalArgumentException e) {
            String known = String.join(
                    "、",
                    catalogue.all().stream().map(each -> each.feed().toString()).toList());
            throw wrong(command, "没有合同“%s”，现有 / no contract %s, there are: %s".formatted(name, name, known));
        }
    }

    /** A file that must be there. */
    static Path readable(Path file, CommandSpec command) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw wrong(command, "读不到文件 / cannot read the file: " + file);
        }
        return file;
    }

    static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** The code lists beside the contract, where it lies in a config folder. */
    private static Path codes(Path contract, Path config) {
        Path beside = contract.toAbsolutePath().resolveSibling("../codes").normalize();
        return Files.isDirectory(beside) ? beside : config.resolve("codes");
    }
}
