package canbao.policy;

import canbao.io.yaml.Problems;
import canbao.model.Premium;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One pool area's rules for one coverage year.
 *
 * @param area six digits, such as {@code 330302}
 * @param version such as {@code 330302-2025/1}, as the ledger cites it
 * @param document the number of the notice that says so
 * @param benefit the days of cover that the premium buys
 * @param premium what somebody without subsidy is due; its subsidy part is zero
 */
public record Policy(
        String area,
        int coverageYear,
        String version,
        String document,
        Levy levy,
        Span benefit,
        Premium premium,
        List<Category> categories,
        Limits limits) {

    /** When premiums are collected: the window, and the last day of its extension. */
    public record Levy(Span window, LocalDate extensionTo) {
        public Span withExtension() {
            return new Span(window.from(), extensionTo);
        }
    }

    /**
     * @param newbornDays how many days after birth a child belongs here without further evidence, the last one included
     * @param minorAgeMax the highest age on the first day of cover that counts as minor
     * @param employeeInsutype the insurer's code of the employee scheme
     */
    public record Limits(int newbornDays, int minorAgeMax, String employeeInsutype) {}

    public Policy {
        categories = List.copyOf(categories);
    }

    /** Reads and checks a file of {@code config/policies}. With problems, what it returns holds placeholders. */
    public static Policy load(Path path, String name, Problems problems) {
        return PolicyFile.read(path, name, problems);
    }

    /** The category of that canonical name, if this policy knows it. */
    public Optional<Category> category(String code) {
        for (int i = 0; i < categories.size(); i++) {
            if (categories.get(i).code().equals(code)) {
                return Optional.of(categories.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether somebody born on that day counts as a minor for this coverage year, whatever day it is. */
    public boolean minor(LocalDate birth) {
        return birth.plusYears(limits.minorAgeMax() + 1L).isAfter(benefit.from());
    }
}
