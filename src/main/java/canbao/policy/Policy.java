package canbao.policy;

import canbao.io.yaml.Problems;
import canbao.model.Fen;
import canbao.model.Premium;
import canbao.policy.file.PolicyFile;
import canbao.policy.terms.Category;
import canbao.policy.terms.Freshmen;
import canbao.policy.terms.Funds;
import canbao.policy.terms.PersonClass;
import canbao.policy.terms.Span;
import canbao.policy.terms.Supplement;
import canbao.policy.terms.Tariff;
import canbao.policy.terms.Treatment;
import canbao.policy.terms.Waiting;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pool area's rules for one coverage year.
 *
 * @param area six digits, such as {@code 330302}
 * @param version such as {@code 330302-2025/1}, as the ledger cites it
 * @param document the number of the notice that says so
 * @param benefit the days of cover that the premium buys
 * @param tariffs what somebody without subsidy is due, by class of persons and tier; the first is the ordinary one
 * @param classes asked in their order; empty when there is one tariff for everybody
 * @param funds who pays the subsidy
 * @param supplements the products beside the residents' scheme
 * @param freshmen what university freshmen have; null where they are covered like everybody
 */
public record Policy(
        String area,
        int coverageYear,
        String version,
        String document,
        Levy levy,
        Span benefit,
        List<Tariff> tariffs,
        List<PersonClass> classes,
        List<Category> categories,
        Limits limits,
        Treatment treatment,
        Waiting waiting,
        Funds funds,
        List<Supplement> supplements,
        @Nullable Freshmen freshmen) {

    /**
     * When premiums are collected.
     *
     * @param extensionTo the last day of the window's extension
     * @param late who may still join after that
     */
    public record Levy(Span window, LocalDate extensionTo, Late late) {
        public Levy(Span window, LocalDate extensionTo) {
            this(window, extensionTo, Late.SPECIAL);
        }

        /** Who may still join after the extension; whoever is helped, and who has begun to pay, always may. */
        public enum Late {
            /** 年中特殊情形: newborns, who came in or lost employee cover a few months ago. */
            SPECIAL,
            /** Everybody whose waiting months end before the year's cover does; 国办发〔2024〕38号. */
            ANYBODY
        }

        public Span withExtension() {
            return new Span(window.from(), extensionTo);
        }
    }

    /**
     * @param newbornDays how many days after birth a child belongs here without further evidence
     * @param newbornLastDay whether that last day itself counts
     * @param minorAgeMax the highest age on the first day of cover that counts as minor
     * @param employeeInsutype the insurer's code of the employee scheme
     */
    public record Limits(int newbornDays, boolean newbornLastDay, int minorAgeMax, String employeeInsutype) {
        /** The last day on which a child belongs here by its birth alone. */
        public LocalDate newbornUntil(LocalDate birth) {
            return birth.plusDays(newbornLastDay ? newbornDays : newbornDays - 1L);
        }
    }

    public Policy {
        tariffs = List.copyOf(tariffs);
        classes = List.copyOf(classes);
        categories = List.copyOf(categories);
        supplements = List.copyOf(supplements);
    }

    /** What somebody of the ordinary tariff is due without subsidy; its subsidy part is zero. */
    public Premium premium() {
        return tariffs.getFirst().premium();
    }

    /** Whether an area code, of six to twelve digits, lies in the pool area, which may be a county, a city or a province. */
    public boolean holds(String code) {
        int length = area.endsWith("0000") ? 2 : area.endsWith("00") ? 4 : 6;
        return code.regionMatches(0, area, 0, length);
    }

    /** Which funds pay a subsidy of that category, to the fen; nothing when the policy does not say. */
    public List<Funds.Part> fundsOf(String category, Fen subsidy) {
        String fund = category(category).map(Category::fund).orElse(null);
        return fund == null ? funds.split(subsidy) : List.of(new Funds.Part(fund, subsidy));
    }

    /** Reads and checks a file of {@code config/policies}. With problems, what it returns holds placeholders. */
    public static Policy load(Path path, String name, Problems problems) {
        return PolicyFile.read(path, name, problems);
    }

    /** Reads and checks a draft, whatever its file is called. */
    public static Policy draft(Path path, Problems problems) {
        return PolicyFile.draft(path, problems);
    }

    /** The same, of a draft's text; {@code name} is how problems call it. */
    public static Policy draft(String text, String name, Problems problems) {
        return PolicyFile.draft(text, name, problems);
    }

    /** The number that counts up with every change: 3 of {@code 330302-2025/3}. */
    public int number() {
        return number(version);
    }

    /** The same of a version that is written somewhere. */
    public static int number(String version) {
        return Integer.parseInt(version.substring(version.indexOf('/') + 1));
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
