package canbao.policy.file;

import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.policy.Policy;
import canbao.policy.Policy.Levy;
import canbao.policy.Policy.Levy.Late;
import canbao.policy.Policy.Limits;
import canbao.policy.terms.Category;
import canbao.policy.terms.Freshmen;
import canbao.policy.terms.Freshmen.Residence;
import canbao.policy.terms.Span;
import canbao.policy.terms.Tariff;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy from YAML and refuses what cannot be meant; the keys are those of {@code config/policies/330302-2025.yaml}
 * and of the files in {@code config/policies/examples}.
 */
public final class PolicyFile {
    /** A year of cover, or the sixteen months that some areas give to freshmen. */
    private static final int BENEFIT_MONTHS_MAX = 16;

    private PolicyFile() {}

    /** A file of a hub, whose name says area and year. With problems, what it returns holds placeholders. */
    public static Policy read(Path path, String name, Problems problems) {
        YamlNode file = YamlNode.load(path, name, problems);
        Policy policy = read(file);
        String right = policy.area() + "-" + policy.coverageYear() + ".yaml";
        if (!name.endsWith(right)) {
            file.problem("coverageYear", "must agree with the file's name", "name the file " + right);
        }
        return policy;
    }

    /** A draft, which may be called anything. */
    public static Policy draft(Path path, Problems problems) {
        return read(YamlNode.load(path, String.valueOf(path.getFileName()), problems));
    }

    /** A draft as text; {@code name} is how problems call it. */
    public static Policy draft(String text, String name, Problems problems) {
        return read(YamlNode.parse(text, name, problems));
    }

    private static Policy read(YamlNode file) {
        String area = area(file);
        int year = file.integer("coverageYear");
        Levy levy = levy(file.child("levy"));
        Span benefit = span(file.child("benefit"));
        checkBenefit(file, year, levy, benefit);
        List<Tariff> tariffs = TariffsFile.read(file);
        List<Category> categories = CategoriesFile.read(file, tariffs);
        Policy policy = new Policy(
                area,
                year,
                area + "-" + year + "/" + Values.between(file, "version", 1, Integer.MAX_VALUE),
                Values.filled(file, "document"),
                levy,
                benefit,
                tariffs,
                TariffsFile.classes(file, tariffs),
                categories,
                limits(file),
                TermsFile.treatment(file),
                TermsFile.waiting(file),
                TermsFile.funds(file),
                ProductsFile.read(file, categories),
                freshmen(file, benefit));
        file.done();
        return policy;
    }

    private static String area(YamlNode file) {
        String area = file.text("area");
        if (file.has("area") && !area.matches("[1-9][0-9]{5}")) {
            file.problem("area", "must be a pool area's six digits", "write for example \"330302\"");
        }
        return area;
    }

    private static Levy levy(YamlNode levy) {
        LocalDate from = levy.date("from");
        LocalDate to = levy.date("to");
        LocalDate extensionTo = levy.date("extensionTo");
        if (to.isBefore(from)) {
            levy.problem("to", "must not be before from", "exchange the two dates or correct the year");
        }
        if (extensionTo.isBefore(to)) {
            levy.problem(
                    "extensionTo",
                    "must not be before to",
                    "write the last day of the extension, or the same day as to");
        }
        Late late = levy.oneOf("late", Late.class, Late.SPECIAL);
        levy.done();
        return new Levy(new Span(from, to), extensionTo, late);
    }

    private static Span span(YamlNode node) {
        Span span = new Span(node.date("from"), node.date("to"));
        if (span.to().isBefore(span.from())) {
            node.problem("to", "must not be before from", "exchange the two dates or correct the year");
        } else if (!span.to().isBefore(span.from().plusMonths(BENEFIT_MONTHS_MAX))) {
            node.problem("to", "cover lasts at most " + BENEFIT_MONTHS_MAX + " months", "correct the year");
        }
        node.done();
        return span;
    }

    private static void checkBenefit(YamlNode file, int year, Levy levy, Span benefit) {
        if (year < 2000 || year > 2100) {
            file.problem("coverageYear", "must lie between 2000 and 2100", "write the year such as 2025");
            return;
        }
        Span calendar = new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        if (!benefit.overlaps(calendar)) {
            file.problem("benefit", "must have days in the coverage year " + year, "correct the dates or coverageYear");
        }
        if (!levy.window().from().isAfter(benefit.from().minusYears(1))) {
            file.problem("levy", "must not open a year or more before cover begins", "correct the year of levy.from");
        }
        if (levy.extensionTo().isAfter(benefit.to())) {
            file.problem("levy", "must close before cover ends", "correct the year of levy.extensionTo");
        }
    }

    private static @Nullable Freshmen freshmen(YamlNode file, Span benefit) {
        if (!file.has("freshmen")) {
            return null;
        }
        YamlNode node = file.child("freshmen");
        LocalDate from = node.date("from");
        Residence residence = node.oneOf("householdElsewhere", Residence.class);
        node.done();
        if (!from.isBefore(benefit.from())) {
            node.problem(
                    "from",
                    "must be before cover begins for everybody, " + benefit.from(),
                    "write the day on which they enter, or leave freshmen out");
        } else if (!benefit.to().isBefore(from.plusMonths(BENEFIT_MONTHS_MAX))) {
            node.problem("from", "cover lasts at most " + BENEFIT_MONTHS_MAX + " months", "correct the year");
        }
        return new Freshmen(from, residence);
    }

    private static Limits limits(YamlNode file) {
        int newbornDays = Values.between(file, "newbornDays", 0, 366);
        boolean lastDay = file.flag("newbornLastDayCounts", true);
        int minorAgeMax = Values.between(file, "minorAgeMax", 0, 30);
        String insutype = file.text("employeeInsutype");
        if (file.has("employeeInsutype") && !insutype.matches("[0-9]{3}")) {
            file.problem("employeeInsutype", "must be the insurer's three digits", "write \"310\"");
        }
        return new Limits(newbornDays, lastDay, minorAgeMax, insutype);
    }
}
