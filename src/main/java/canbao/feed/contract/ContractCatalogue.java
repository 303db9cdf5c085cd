package canbao.feed.contract;

import canbao.feed.change.Compatibility;
import canbao.feed.field.ColumnYaml;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All contracts of a configuration folder, by feed: the current version in {@code contracts/<agency>-<feed>.yaml}, earlier
 * ones that are still in use beside it in {@code <agency>-<feed>.v<version>.yaml}.
 */
public final class ContractCatalogue {
    private static final Pattern EARLIER = Pattern.compile("(.+)\\.v(\\d{1,9})\\.yaml");

    /** Each feed's versions, newest first. */
    private final Map<FeedId, List<Contract>> contracts;

    private ContractCatalogue(Map<FeedId, List<Contract>> contracts) {
        this.contracts = Collections.unmodifiableMap(contracts);
    }

    /**
     * Reads every {@code contracts/*.yaml} below the folder, with the code lists in {@code codes/}. Call
     * {@link Problems#throwIfAny()} before the catalogue is used.
     */
    public static ContractCatalogue load(Path configFolder, Problems problems) {
        Map<FeedId, List<Contract>> contracts = new LinkedHashMap<>();
        List<Path> files = files(configFolder.resolve("contracts"));
        if (files.isEmpty()) {
            problems.add(new Problem("contracts/", "1", "no contract in this folder", "add <agency>-<feed>.yaml"));
        }
        ColumnYaml columns = new ColumnYaml(configFolder.resolve("codes"));
        List<Contract> earlier = new ArrayList<>();
        for (Path file : files) {
            String name = "contracts/" + file.getFileName();
            Contract contract = contract(YamlNode.load(file, name, problems), columns);
            if (EARLIER.matcher(name).matches()) {
                named(contract, name, problems);
                earlier.add(contract);
            } else {
                String expected = "contracts/" + file(contract.feed()) + ".yaml";
                if (!name.equals(expected)) {
                    String rule = "the file must be called " + expected.substring("contracts/".length());
                    problems.add(new Problem(name, "1: feed", rule, "rename one of them"));
                }
                if (contracts.putIfAbsent(contract.feed(), new ArrayList<>(List.of(contract))) != null) {
                    problems.add(new Problem(name, "1: feed", "this feed has a contract already", "leave one file"));
                }
            }
        }
        earlier.forEach(contract -> add(contracts, contract, problems));
        ContractDigests.check(configFolder, contracts.values(), problems);
        return new ContractCatalogue(contracts);
    }

    /** Reads one contract; problems are collected where the node was made. */
    public static Contract contract(YamlNode yaml, ColumnYaml columns) {
        return new ContractYaml(yaml, columns).read();
    }

    /** The current contract of a feed that is known to have one. */
    public Contract of(FeedId feed) {
        return versions(feed).getFirst();
    }

    /** All versions in use of a feed that is known to have a contract, newest first. */
    public List<Contract> versions(FeedId feed) {
        List<Contract> versions = contracts.get(feed);
        if (versions == null) {
            throw new IllegalArgumentException("no contract for " + feed + ": add contracts/" + file(feed) + ".yaml");
        }
        return List.copyOf(versions);
    }

    /** The current contract of a feed. */
    public Optional<Contract> find(FeedId feed) {
        return Optional.ofNullable(contracts.get(feed)).map(List::getFirst);
    }

    /** The current contract of every feed. */
    public Collection<Contract> all() {
        return contracts.values().stream().map(List::getFirst).toList();
    }

    /** A contract's name in the folder, without its ending. */
    static String file(FeedId feed) {
        return feed.agency() + "-" + feed.feed();
    }

    private static void named(Contract contract, String name, Problems problems) {
        Matcher matcher = EARLIER.matcher(name);
        String expected = "contracts/" + file(contract.feed()) + ".v" + contract.version() + ".yaml";
        if (matcher.matches() && !name.equals(expected)) {
            problems.add(new Problem(
                    name,
                    "1: version",
                    "an earlier version must be called " + expected.substring("contracts/".length()),
                    "rename the file, or correct feed and version"));
        }
    }

    private static void add(Map<FeedId, List<Contract>> contracts, Contract earlier, Problems problems) {
        String name = "contracts/" + file(earlier.feed()) + ".v" + earlier.version() + ".yaml";
        List<Contract> versions = contracts.get(earlier.feed());
        if (versions == null) {
            problems.add(new Problem(
                    name, "1: feed", "there is no current version", "add contracts/" + file(earlier.feed()) + ".yaml"));
            return;
        }
        Contract current = versions.getFirst();
        if (earlier.version() >= current.version()) {
            problems.add(new Problem(
                    "contracts/" + file(earlier.feed()) + ".yaml",
                    "1: version",
                    "version " + current.version() + " is not higher than that of " + name + ", from which it differs: "
                            + Compatibility.words(Compatibility.of(earlier, current)),
                    "raise version to " + (earlier.version() + 1)));
            return;
        }
        versions.add(earlier);
        versions.sort(Comparator.comparingInt(Contract::version).reversed());
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
