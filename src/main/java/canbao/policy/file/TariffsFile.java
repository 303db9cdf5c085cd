package canbao.policy.file;

import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.model.Premium;
import canbao.policy.terms.PersonClass;
import canbao.policy.terms.Tariff;
import canbao.policy.terms.When;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads {@code premium}, or {@code tariffs} by class of persons and tier, and {@code classes}. */
final class TariffsFile {
    private static final Premium NOTHING = new Premium(Fen.ZERO, Fen.ZERO, Fen.ZERO);

    private TariffsFile() {}

    /** Never empty: a placeholder stands for what is missing. */
    static List<Tariff> read(YamlNode file) {
        if (!file.has("tariffs")) {
            YamlNode node = file.child("premium");
            Tariff only = new Tariff(null, null, Values.premium(node));
            node.done();
            return List.of(only);
        }
        if (file.has("premium")) {
            file.problem("premium", "stands beside tariffs", "keep one of them: premium is for a single tariff");
        }
        List<Tariff> tariffs = new ArrayList<>();
        Set<List<String>> named = new HashSet<>();
        for (YamlNode node : file.children("tariffs")) {
            Tariff tariff = tariff(node);
            if (!named.add(List.of(Objects.toString(tariff.personClass(), ""), Objects.toString(tariff.tier(), "")))) {
                node.problem("", "stands twice: the same class and tier", "remove one of them, or name its tier");
            }
            tariffs.add(tariff);
        }
        if (tariffs.isEmpty()) {
            file.problem("tariffs", "must name at least one tariff", "add - {tier: 一档, personal: 400.00, …}");
            tariffs.add(new Tariff(null, null, NOTHING));
        }
        return tariffs;
    }

    private static Tariff tariff(YamlNode node) {
        Tariff tariff = new Tariff(
                node.has("class") ? Values.filled(node, "class") : null,
                node.has("tier") ? Values.filled(node, "tier") : null,
                Values.premium(node));
        node.done();
        return tariff;
    }

    /** The classes in their order; each needs a tariff, and each tariff's class must be known. */
    static List<PersonClass> classes(YamlNode file, List<Tariff> tariffs) {
        List<PersonClass> classes = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        boolean closed = false;
        for (YamlNode node : file.children("classes")) {
            PersonClass each = new PersonClass(Values.filled(node, "code"), Values.when(node));
            node.done();
            if (!codes.add(each.code())) {
                node.problem("code", "stands twice", "remove one of them");
            }
            if (closed) {
                node.problem(
                        "",
                        "nobody reaches it: the class before has no condition",
                        "move it up, or give that one a when");
            }
            if (tariffs.stream()
                    .noneMatch(tariff ->
                            tariff.personClass() == null || each.code().equals(tariff.personClass()))) {
                node.problem("code", "has no tariff", "add - {class: " + each.code() + ", …} to tariffs");
            }
            closed |= each.when().equals(When.ALWAYS);
            classes.add(each);
        }
        checkTariffs(file, tariffs, codes, closed);
        return classes;
    }

    private static void checkTariffs(YamlNode file, List<Tariff> tariffs, Set<String> codes, boolean closed) {
        boolean classed = false;
        for (Tariff tariff : tariffs) {
            classed |= tariff.personClass() != null;
            if (tariff.personClass() != null && !codes.contains(tariff.personClass())) {
                file.problem(
                        "tariffs",
                        "no class is called " + tariff.personClass(),
                        "add it to classes, or correct the name");
            }
        }
        if (classed && !closed && tariffs.stream().allMatch(tariff -> tariff.personClass() != null)) {
            file.problem(
                    "classes", "somebody may belong to none", "end with a class without when, such as - code: 成年人");
        }
    }
}
