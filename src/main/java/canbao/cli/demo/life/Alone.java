package canbao.cli.demo.life;

import canbao.cli.policy.FactsJson;
import canbao.io.yaml.Problems;
import canbao.model.Decision;
import canbao.model.Outcome;
import canbao.model.Premium;
import canbao.model.Wording;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What other places' policies make of somebody of whom only facts are given: the rules of {@code ./hub policy explain}, with
 * the examples that ship.
 */
final class Alone {
    private static final String PUPIL = """
            {"facts": [{"kind": "PUPIL", "attributes": {"school": "6301030001", "birth": "1999-09-01"}}]}
            """;
    private static final String POOR_AND_OLD = """
            {"facts": [{"kind": "HARDSHIP", "attributes": {"category": "低收入", "begin": "2024-01", "area": "130102",
                        "birth": "1955-03-01"}},
                       {"kind": "REGISTER", "attributes": {"area": "130102"}}]}
            """;
    private static final String POOR_AND_DISABLED = """
            {"facts": [{"kind": "HARDSHIP", "attributes": {"category": "低保对象", "begin": "2024-01", "end": "2024-11"}},
                       {"kind": "HARDSHIP", "attributes": {"category": "重度残疾", "begin": "2022-01", "disability": "一级"}}]}
            """;

    private Alone() {}

    /** One question, and what must be answered. */
    record Question(String id, Wording what, String policy, String on, String facts, String expected) {
        private Question(String id, String zh, String en, String policy, String on, String facts, String expected) {
            this(id, new Wording(zh, en), policy, on, facts, expected);
        }

        /** What was decided, and for which days of cover. */
        String answer() {
            Problems problems = new Problems();
            Policy rules = Policy.draft(Path.of("config/policies/examples", policy + ".yaml"), problems);
            var person = FactsJson.read(new JsonObject(facts), id, "", problems);
            problems.throwIfAny();
            Outcome outcome = Eligibility.decide(person, rules, LocalDate.parse(on));
            return words(outcome.decision()) + " " + rules.benefit().from() + ".."
                    + rules.benefit().to();
        }
    }

    static List<Question> questions() {
        return List.of(
                new Question(
                        "X1",
                        "西宁：年度不是自然年，8月开征",
                        "Xining: neither the year nor the levy is a calendar year",
                        "630100-2009",
                        "2009-08-20",
                        PUPIL,
                        "OWING 30.00 + 0.00 + 80.00 2009-09-01..2010-08-31"),
                new Question(
                        "T4",
                        "组合条件：低收入且满60岁，本人只付100元",
                        "A condition of two parts: low income and 60 or older pays 100",
                        "130000-2025",
                        "2024-10-10",
                        POOR_AND_OLD,
                        "低收入老人 100.00 + 300.00 + 670.00 2025-01-01..2025-12-31"),
                new Question(
                        "A5",
                        "江津：低保且重残按低保定额 360",
                        "Jiangjin: poor and disabled gets the fixed 360 of the first",
                        "500116-2025",
                        "2024-11-20",
                        POOR_AND_DISABLED,
                        "低保对象 40.00 + 360.00 + 670.00 2025-01-01..2025-12-31"),
                new Question(
                        "A5",
                        "低保停止后按重残定额 280",
                        "The first one ends: the fixed 280 of the next",
                        "500116-2025",
                        "2024-12-20",
                        POOR_AND_DISABLED,
                        "重度残疾 120.00 + 280.00 + 670.00 2025-01-01..2025-12-31"));
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Subsidised subsidised -> subsidised.category() + " " + parts(subsidised.premium());
            case Decision.Owing owing -> "OWING " + parts(owing.premium());
            case Decision.Covered covered -> "COVERED " + covered.by();
            case Decision.Ineligible ineligible -> "INELIGIBLE " + ineligible.reason();
        };
    }

    private static String parts(Premium premium) {
        return premium.personal().yuan() + " + " + premium.subsidy().yuan() + " + "
                + premium.fiscal().yuan();
    }
}
