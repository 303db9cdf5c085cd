package canbao.feed.contract;

import canbao.crypto.Sm3;
import canbao.feed.field.Column;
import canbao.feed.field.Form;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What each version of each contract meant when it was agreed, as a digest in {@code contracts/versions.txt}: lines of
 * feed, version and SM3. A version that means something else later is a problem: the agency agreed to something else.
 * Comments, the names of offices, the file's form (encoding, delimiter) and the agencies' other words for a code are not
 * part of that meaning.
 */
public final class ContractDigests {
    private static final String FILE = "versions.txt";
    private static final Pattern LINE = Pattern.compile("(\\S+ \\d+) ([0-9a-f]{64})");

    private ContractDigests() {}

    /** Adds the versions that are not recorded yet; returns how many. What is recorded stays. */
    public static int record(Path configFolder, ContractCatalogue catalogue) {
        Map<String, String> recorded = read(configFolder);
        int before = recorded.size();
        for (Contract current : catalogue.all()) {
            catalogue.versions(current.feed()).forEach(version -> recorded.putIfAbsent(name(version), of(version)));
        }
        String text = recorded.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining(
                        "", "# 各合同版本的约定内容摘要，由 ./hub check --record 写入 / what each version was agreed to mean\n", ""));
        try {
            Files.writeString(configFolder.resolve("contracts").resolve(FILE), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write contracts/" + FILE, e);
        }
        return recorded.size() - before;
    }

    static void check(Path configFolder, Collection<List<Contract>> contracts, Problems problems) {
        if (!problems.none()) {
            return;
        }
        Map<String, String> recorded = read(configFolder);
        for (List<Contract> versions : contracts) {
            for (Contract version : versions) {
                String agreed = recorded.get(name(version));
                if (agreed != null && !agreed.equals(of(version))) {
                    boolean current = version.version() == versions.getFirst().version();
                    problems.add(new Problem(
                            "contracts/" + ContractCatalogue.file(version.feed())
                                    + (current ? "" : ".v" + version.version()) + ".yaml",
                            "1: version",
                            "the contract changed since version " + version.version() + " was agreed",
                            "raise version, keep the agreed text as .v" + version.version()
                                    + ".yaml while it is in use, then run ./hub check --record"));
                }
            }
        }
    }

    /** Lower-case hex SM3 of everything that a contract means to its sender and to the hub. */
    static String of(Contract contract) {
        StringBuilder meaning = new StringBuilder(2000);
        Contract.Delivery delivery = contract.delivery();
        meaning.append(contract.feed())
                .append(' ')
                .append(contract.kind())
                .append(' ')
                .append(contract.mode());
        meaning.append('\n').append(delivery.refuseUnknown()).append(' ').append(delivery.asOf());
        meaning.append('\n').append(contract.rows()).append('\n').append(contract.limits());
        Household household = contract.checks().household();
        if (household != null) {
            meaning.append('\n')
                    .append(household.arrays())
                    .append(household.max())
                    .append(household.count());
            meaning.append(new TreeMap<>(household.head()));
        }
        contract.checks().rules().forEach(rule -> meaning.append('\n').append(rule));
        meaning.append('\n').append(contract.checks().control());
        for (Column column : contract.columns()) {
            meaning.append('\n').append(column.name()).append(column.headers()).append(column.type());
            meaning.append(column.use()).append(column.maxLength()).append(column.checks());
            meaning.append(
                    column.form() instanceof Form.Coded coded ? coded.codes().canonical() : column.form());
        }
        return HexFormat.of().formatHex(Sm3.digest(meaning.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String name(Contract contract) {
        return contract.feed() + " " + contract.version();
    }

    private static Map<String, String> read(Path configFolder) {
        Path file = configFolder.resolve("contracts").resolve(FILE);
        Map<String, String> recorded = new TreeMap<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                var matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    recorded.put(matcher.group(1), matcher.group(2));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read contracts/" + FILE, e);
        }
        return recorded;
    }
}
