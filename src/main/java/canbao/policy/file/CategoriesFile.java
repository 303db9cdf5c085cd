package canbao.policy.file;

import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.policy.terms.Category;
import canbao.policy.terms.Category.MinorGroup;
import canbao.policy.terms.Subsidy;
import canbao.policy.terms.Tariff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads the categories, and refuses two between which no rule could decide. */
final class CategoriesFile {
    private CategoriesFile() {}

    static List<Category> read(YamlNode file, List<Tariff> tariffs) {
        List<Category> categories = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (YamlNode node : file.children("categories")) {
            Category category = category(node, tariffs);
            for (Category other : categories) {
                if (other.priority() == category.priority() && undecided(other, category, tariffs)) {
                    node.problem(
                            "priority",
                            "must be unique: " + other.code() + " has it too and earns as much",
                            "give one of them another number");
                }
            }
            if (!codes.add(category.code())) {
                node.problem("code", "must be unique: " + category.code() + " stands twice", "remove one of them");
            }
            categories.add(category);
        }
        if (categories.isEmpty()) {
            file.problem("categories", "must name at least one category", "add - code: 特困人员 with its keys");
        }
        return categories;
    }

    /** Of the same priority the larger subsidy counts: with the same subsidy in some tariff there is none. */
    private static boolean undecided(Category one, Category other, List<Tariff> tariffs) {
        return tariffs.stream().anyMatch(tariff -> one.split(tariff).equals(other.split(tariff)));
    }

    private static Category category(YamlNode node, List<Tariff> tariffs) {
        Map<String, Subsidy> tiers = tiers(node, tariffs);
        Category category = new Category(
                Values.filled(node, "code"),
                Values.between(node, "priority", 1, 9998),
                SubsidyFile.read(node, "subsidy", personals(tariffs, tiers.keySet())),
                tiers,
                node.oneOf("minors", MinorGroup.class, MinorGroup.OTHER),
                node.flag("minorsOnly", false),
                Values.when(node),
                aliases(node),
                node.has("fund") ? Values.filled(node, "fund") : null);
        node.done();
        return category;
    }

    private static List<Fen> personals(List<Tariff> tariffs, Set<String> except) {
        return tariffs.stream()
                .filter(tariff -> tariff.tier() == null || !except.contains(tariff.tier()))
                .map(tariff -> tariff.premium().personal())
                .toList();
    }

    /** Subsidies of their own for some tiers. */
    private static Map<String, Subsidy> tiers(YamlNode node, List<Tariff> tariffs) {
        Map<String, Subsidy> tiers = new LinkedHashMap<>();
        if (!node.has("tiers")) {
            return tiers;
        }
        YamlNode mapping = node.child("tiers");
        for (String tier : mapping.keys()) {
            List<Fen> personals = tariffs.stream()
                    .filter(tariff -> Objects.equals(tariff.tier(), tier))
                    .map(tariff -> tariff.premium().personal())
                    .toList();
            if (personals.isEmpty()) {
                mapping.problem(tier, "no tariff has this tier", "add it to tariffs, or correct the name");
            }
            tiers.put(tier, SubsidyFile.read(mapping, tier, personals));
        }
        mapping.done();
        return tiers;
    }

    private static Map<String, List<String>> aliases(YamlNode node) {
        Map<String, List<String>> aliases = new HashMap<>();
        if (!node.has("aliases")) {
            return aliases;
        }
        YamlNode mapping = node.child("aliases");
        for (String agency : mapping.keys()) {
            List<String> words = mapping.texts(agency);
            if (words.isEmpty()) {
                mapping.problem(agency, "names no word", "write [脱贫不稳定户, …], or remove the agency");
            }
            aliases.put(agency, List.copyOf(words));
        }
        mapping.done();
        return aliases;
    }
}
