package canbao.feed.contract;

import canbao.feed.field.ColumnYaml;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All contracts of a configuration folder, by feed. */
public final class ContractCatalogue {
    private final Map<FeedId, Contract> contracts;

    private ContractCatalogue(Map<FeedId, Contract> contracts) {
        this.contracts = Collections.unmodifiableMap(contracts);
    }

    /**
     * Reads every {@code contracts/*.yaml} below the folder, with the code lists in {@code codes/}. Call
     * {@link Problems#throwIfAny()} before the catalogue is used.
     */
    public static ContractCatalogue load(Path configFolder, Problems problems) {
        Map<FeedId, Contract> contracts = new LinkedHashMap<>();
        List<Path> files = files(configFolder.resolve("contracts"));
        if (files.isEmpty()) {
            problems.add(new Problem("contracts/", "1", "no contract in this folder", "add <agency>-<feed>.yaml"));
        }
        for (Path file : files) {
            String name = "contracts/" + file.getFileName();
            Contract contract =
                    contract(YamlNode.load(file, name, problems), new ColumnYaml(configFolder.resolve("codes")));
            String expected = contract.feed().agency() + "-" + contract.feed().feed() + ".yaml";
            if (!name.endsWith("/" + expected)) {
                problems.add(new Problem(name, "1: feed", "the file must be called " + expected, "rename one of them"));
            }
            if (contracts.putIfAbsent(contract.feed(), contract) != null) {
                problems.add(new Problem(name, "1: feed", "this feed has a contract already", "leave one file"));
            }
        }
        return new ContractCatalogue(contracts);
    }

    /** Reads one contract; problems are collected where the node was made. */
    public static Contract contract(YamlNode yaml, ColumnYaml columns) {
        return new ContractYaml(yaml, columns).read();
    }

    /** The contract of a feed that is known to have one. */
    public Contract of(FeedId feed) {
        return find(feed)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no contract for " + feed + ": add contracts/" + feed.agency() + "-" + feed.feed() + ".yaml"));
    }

    public Optional<Contract> find(FeedId feed) {
        return Optional.ofNullable(contracts.get(feed));
    }

    public Collection<Contract> all() {
        return contracts.values();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder.getFileName(), e);
        }
    }
}
