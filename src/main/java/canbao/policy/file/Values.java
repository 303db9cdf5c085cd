package canbao.policy.file;

import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.model.Premium;
import canbao.policy.terms.When;
import canbao.policy.terms.When.Study;
import java.math.BigDecimal;
import java.util.List;

/** Values that stand in several places of a policy. */
final class Values {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Values() {}

    static String filled(YamlNode node, String key) {
        String text = node.text(key);
        if (node.has(key) && text.isBlank()) {
            node.problem(key, "must not be blank", "write it as in the notice");
        }
        return text;
    }

    static int between(YamlNode node, String key, int smallest, int largest) {
        return checked(node, key, node.integer(key), smallest, largest);
    }

    static int between(YamlNode node, String key, int smallest, int largest, int otherwise) {
        return checked(node, key, node.integer(key, otherwise), smallest, largest);
    }

    private static int checked(YamlNode node, String key, int value, int smallest, int largest) {
        if (node.has(key) && (value < smallest || value > largest)) {
            String most = largest == Integer.MAX_VALUE ? "" : " and at most " + largest;
            node.problem(key, "must be at least " + smallest + most, "correct the number");
        }
        return value;
    }

    /** More than 0 and at most 100; 100 when it cannot be read. */
    static BigDecimal percent(YamlNode node, String key) {
        String text = node.text(key);
        try {
            BigDecimal percent = new BigDecimal(text);
            if (percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0 && percent.scale() <= 4) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // told below, with the key
        }
        if (node.has(key)) {
            node.problem(key, "must be percent, more than 0 and at most 100", "write for example 60");
        }
        return HUNDRED;
    }

    /** An unsubsidised premium; a total that is not the sum of its parts is refused. */
    static Premium premium(YamlNode node) {
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
        return new Premium(personal, Fen.ZERO, fiscal);
    }

    /** The conditions under {@code when}; none when the key is missing. */
    static When when(YamlNode parent) {
        if (!parent.has("when")) {
            return When.ALWAYS;
        }
        YamlNode node = parent.child("when");
        int ageMin = between(node, "ageMin", 0, When.AGE_MAX, 0);
        int ageMax = between(node, "ageMax", 0, When.AGE_MAX, When.AGE_MAX);
        if (ageMax < ageMin) {
            node.problem("ageMax", "must not be below ageMin: nobody would meet it", "exchange the two ages");
        }
        List<String> grades = node.texts("disability");
        for (String grade : grades) {
            if (!grade.matches("[一二三四]级")) {
                node.problem("disability", "must name grades as contracts write them", "write [一级, 二级]");
            }
        }
        When when = new When(
                ageMin,
                ageMax,
                node.flag("ageOnTheDay", false),
                grades,
                !node.flag("riskCleared", true),
                node.flag("localHousehold", false),
                node.oneOf("study", Study.class, Study.ANY));
        node.done();
        return when;
    }
}
