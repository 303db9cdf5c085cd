package canbao.policy;

import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.model.Premium;
import canbao.policy.Category.MinorGroup;
import canbao.policy.Policy.Levy;
import canbao.policy.Policy.Limits;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a policy from YAML and refuses what cannot be meant; the keys are those of {@code config/policies/330302-2025.yaml}. */
final class PolicyFile {
    /** A year of cover, or the sixteen months that some areas give to freshmen. */
    private static final int BENEFIT_MONTHS_MAX = 16;

    private PolicyFile() {}

    static Policy read(Path path, String name, Problems problems) {
        YamlNode file = YamlNode.load(path, name, problems);
        String area = area(file);
        int year = file.integer("coverageYear");
        if (!name.endsWith(area + "-" + year + ".yaml")) {
            file.problem(
                    "coverageYear", "must agree with the file's name", "name the file " + area + "-" + year + ".yaml");
        }
        Levy levy = levy(file.child("levy"));
        Span benefit = span(file.child("benefit"));
        checkBenefit(file, year, levy, benefit);
        Premium premium = premium(file.child("premium"));
        Policy policy = new Policy(
                area,
                year,
                area + "-" + year + "/" + atLeast(file, "version", 1, Integer.MAX_VALUE),
                filled(file, "document"),
                levy,
                benefit,
                premium,
                categories(file, premium.personal()),
                limits(file));
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
        levy.done();
        return new Levy(new Span(from, to), extensionTo);
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

    private static Premium premium(YamlNode node) {
        Fen personal = node.yuan("personal");
        Fen fiscal = node.yuan("fiscal");
        Fen total = node.yuan("total");
        if (node.has("personal") && personal.equals(Fen.ZERO)) {
            node.problem("personal", "must be more than 0.00", "write what a person pays without subsidy");
        }
        if (!personal.plus(fiscal).equals(total)) {
            node.problem(
                    "total",
                    "the parts must add up: personal " + personal.yuan() + " + fiscal " + fiscal.yuan() + " is "
                            + personal.plus(fiscal).yuan() + ", not " + total.yuan(),
                    "correct the amount that differs from the notice");
        }
        node.done();
        return new Premium(personal, Fen.ZERO, fiscal);
    }

    private static Limits limits(YamlNode file) {
        int newbornDays = atLeast(file, "newbornDays", 0, 366);
        int minorAgeMax = atLeast(file, "minorAgeMax", 0, 30);
        String insutype = file.text("employeeInsutype");
        if (file.has("employeeInsutype") && !insutype.matches("[0-9]{3}")) {
            file.problem("employeeInsutype", "must be the insurer's three digits", "write \"310\"");
        }
        return new Limits(newbornDays, minorAgeMax, insutype);
    }

    private static List<Category> categories(YamlNode file, Fen personal) {
        List<Category> categories = new ArrayList<>();
        Map<Integer, String> priorities = new HashMap<>();
        Map<String, Integer> codes = new HashMap<>();
        for (YamlNode node : file.children("categories")) {
            Category category = category(node, personal);
            String taken = priorities.putIfAbsent(category.priority(), category.code());
            if (taken != null) {
                node.problem("priority", "must be unique: " + taken + " has it too", "give one of them another number");
            }
            if (codes.putIfAbsent(category.code(), category.priority()) != null) {
                node.problem("code", "must be unique: " + category.code() + " stands twice", "remove one of them");
            }
            categories.add(category);
        }
        if (categories.isEmpty()) {
            file.problem("categories", "must name at least one category", "add - code: 特困人员 with its keys");
        }
        return categories;
    }

    private static Category category(YamlNode node, Fen personal) {
        Category category = new Category(
                filled(node, "code"),
                atLeast(node, "priority", 1, 9998),
                subsidy(node, personal),
                node.oneOf("minors", MinorGroup.class),
                node.flag("minorsOnly", false));
        node.done();
        return category;
    }

    private static Subsidy subsidy(YamlNode node, Fen personal) {
        if (!node.isMapping("subsidy")) {
            String text = node.text("subsidy");
            if (node.has("subsidy") && !text.equals("full")) {
                node.problem("subsidy", "must be full, or an amount", "write full, or {fixed: 360.00}");
            }
            return new Subsidy.Full();
        }
        YamlNode mapping = node.child("subsidy");
        Fen fixed = mapping.yuan("fixed");
        if (mapping.has("fixed") && (fixed.equals(Fen.ZERO) || fixed.compareTo(personal) > 0)) {
            mapping.problem(
                    "fixed",
                    "must be more than 0.00 and at most the personal part " + personal.yuan(),
                    "correct the amount, or write subsidy: full");
        }
        mapping.done();
        return new Subsidy.Fixed(fixed);
    }

    private static String filled(YamlNode node, String key) {
        String text = node.text(key);
        if (node.has(key) && text.isBlank()) {
            node.problem(key, "must not be blank", "write it as in the notice");
        }
        return text;
    }

    private static int atLeast(YamlNode node, String key, int smallest, int largest) {
        int value = node.integer(key);
        if (node.has(key) && (value < smallest || value > largest)) {
            String most = largest == Integer.MAX_VALUE ? "" : " and at most " + largest;
            node.problem(key, "must be at least " + smallest + most, "correct the number");
        }
        return value;
    }
}
