package canbao.policy;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The policies of all coverage years of one pool area, the newest year first.
 *
 * @param policies those of the config folder, in force on every day
 * @param drafts those that were approved later, each in force from its day on; of one year the highest version counts
 */
public record PolicyBook(List<Policy> policies, List<Dated> drafts) {
    private static final Comparator<Policy> NEWEST_YEAR =
            Comparator.comparingInt(Policy::coverageYear).reversed();

    /** A policy that replaces lower versions of its year from a day on. */
    public record Dated(Policy policy, LocalDate from) {}

    public PolicyBook {
        policies = policies.stream().sorted(NEWEST_YEAR).toList();
        drafts = List.copyOf(drafts);
    }

    public PolicyBook(List<Policy> policies) {
        this(policies, List.of());
    }

    public PolicyBook with(List<Dated> approved) {
        return new PolicyBook(policies, approved);
    }

    /** All that there are, whenever they are in force. */
    public Stream<Policy> all() {
        return Stream.concat(policies.stream(), drafts.stream().map(Dated::policy));
    }

    /** One policy for each coverage year, the newest year first: what is in force on that day. */
    public List<Policy> inForce(LocalDate on) {
        if (drafts.isEmpty()) {
            return policies;
        }
        Map<Integer, Policy> years = new HashMap<>();
        policies.forEach(policy -> years.merge(policy.coverageYear(), policy, PolicyBook::higher));
        for (Dated draft : drafts) {
            if (!draft.from().isAfter(on)) {
                years.merge(draft.policy().coverageYear(), draft.policy(), PolicyBook::higher);
            }
        }
        return years.values().stream().sorted(NEWEST_YEAR).toList();
    }

    /** A coverage year's policy on that day, if there is one. */
    public Optional<Policy> of(int coverageYear, LocalDate on) {
        return inForce(on).stream()
                .filter(policy -> policy.coverageYear() == coverageYear)
                .findFirst();
    }

    private static Policy higher(Policy one, Policy other) {
        return other.number() > one.number() ? other : one;
    }

    /** Reads and checks every {@code .yaml} file of a folder. With problems, what it returns holds placeholders. */
    public static PolicyBook load(Path folder, Problems problems) {
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            problems.add(new Problem(
                    folder.getFileName() + "/", "1", "holds no policy", "add a file such as 330302-2025.yaml"));
        }
        List<Policy> policies = new ArrayList<>();
        for (Path file : files) {
            String name = folder.getFileName() + "/" + file.getFileName();
            Policy policy = Policy.load(file, name, problems);
            if (!policies.isEmpty() && !policies.getFirst().area().equals(policy.area())) {
                problems.add(new Problem(
                        name, "area", "one hub serves one pool area", "move this file to the other area's hub"));
            }
            policies.add(policy);
        }
        return new PolicyBook(policies);
    }

    /** Reads the drafts that wait under a folder of policies, as {@code ./hub policy clone} writes them; the hub reads none. */
    public static List<Policy> drafts(Path folder, Problems problems) {
        Path drafts = folder.resolve("drafts");
        return Files.isDirectory(drafts)
                ? files(drafts).stream()
                        .map(file -> Policy.draft(file, problems))
                        .toList()
                : List.of();
    }

    /** Reads and checks the examples under a folder of policies, which the hub does not work under; other areas' are welcome. */
    public static List<Policy> examples(Path folder, Problems problems) {
        Path examples = folder.resolve("examples");
        List<Policy> policies = new ArrayList<>();
        if (Files.isDirectory(examples)) {
            for (Path file : files(examples)) {
                policies.add(Policy.load(file, "policies/examples/" + file.getFileName(), problems));
            }
        }
        return policies;
    }

    /**
     * The policy that is worked under on that day: the newest year whose levy window or extension is open, else the one
     * whose benefit days contain it.
     *
     * @throws NoPolicy when no file covers the day
     */
    public Policy at(LocalDate on) {
        List<Policy> inForce = inForce(on);
        return first(inForce, policy -> policy.levy().withExtension().contains(on))
                .or(() -> first(inForce, policy -> policy.benefit().contains(on)))
                .orElseThrow(() -> new NoPolicy(on));
    }

    /**
     * The policies of all years that are worked on that day: those whose levy window or extension is open, those whose benefit
     * days contain it, and those of years that are asked for; the newest year first.
     *
     * @param also such as years that were opened before their levy window; a year without a policy is left out
     * @throws NoPolicy when there is none
     */
    public List<Policy> working(LocalDate on, Set<Integer> also) {
        List<Policy> working = inForce(on).stream()
                .filter(policy -> works(policy, on) || also.contains(policy.coverageYear()))
                .toList();
        if (working.isEmpty()) {
            throw new NoPolicy(on);
        }
        return working;
    }

    /** Whether its levy window or extension is open, or its benefit days contain the day. */
    public static boolean works(Policy policy, LocalDate on) {
        return policy.levy().withExtension().contains(on) || policy.benefit().contains(on);
    }

    private static Optional<Policy> first(List<Policy> inForce, Predicate<Policy> wanted) {
        return inForce.stream().filter(wanted).findFirst();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the policies of " + folder.getFileName(), e);
        }
    }

    /** No policy covers a day: the yearly file is missing. */
    public static final class NoPolicy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoPolicy(LocalDate on) {
            super("no policy covers " + on + ": add the coverage year's file to config/policies");
        }
    }
}
