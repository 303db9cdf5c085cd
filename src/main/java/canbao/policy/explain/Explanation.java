package canbao.policy.explain;

import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.Wording;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import canbao.policy.explain.Trace.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A person's decisions on one day with everything that led to them. Holds no name and no number; it does hold categories,
 * so it is for the desk only.
 *
 * @param policyVersion such as {@code 330302-2025/1}
 * @param facts all that was said of him, sorted
 * @param rules in the order in which they are asked, with what they found
 * @param outcomes one for each product, the residents' scheme first
 */
public record Explanation(
        LocalDate on, String policyVersion, List<Said> facts, List<Noted> rules, List<Outcome> outcomes) {
    private static final Wording NOT_ASKED = new Wording("未适用", "does not come into it");

    /** One fact: the batch and row that said it, and whether a decision rests on it. */
    public record Said(FactKind kind, String feed, long batch, int row, boolean decisive) {}

    /** What one rule found. */
    public record Noted(Rule rule, boolean fired, Wording why) {}

    public Explanation {
        facts = List.copyOf(facts);
        rules = List.copyOf(rules);
        outcomes = List.copyOf(outcomes);
    }

    /** Decides and explains by the same rules. */
    public static Explanation of(PersonFacts person, Policy policy, LocalDate on) {
        Recorder recorder = new Recorder();
        List<Outcome> outcomes = Eligibility.decideAll(person, policy, on, recorder);
        List<Said> facts = new ArrayList<>();
        for (Fact fact : person.facts()) {
            boolean decisive =
                    outcomes.stream().anyMatch(outcome -> outcome.evidence().contains(fact.evidence()));
            facts.add(new Said(fact.kind(), fact.feed().toString(), fact.batch(), fact.line(), decisive));
        }
        facts.sort(Comparator.comparing(Said::feed).thenComparing(Said::batch).thenComparing(Said::row));
        return new Explanation(on, policy.version(), facts, recorder.inOrder(), outcomes);
    }

    private static final class Recorder implements Trace {
        private final List<Noted> noted = new ArrayList<>();

        @Override
        public boolean listens() {
            return true;
        }

        @Override
        public void note(Rule rule, boolean fired, Wording why) {
            noted.add(new Noted(rule, fired, why));
        }

        /** Sorted so that the order of facts does not show; a rule that was not asked says so. */
        List<Noted> inOrder() {
            for (Rule rule : Rule.values()) {
                if (noted.stream().noneMatch(each -> each.rule() == rule)) {
                    noted.add(new Noted(rule, false, NOT_ASKED));
                }
            }
            noted.sort(Comparator.comparing(Noted::rule)
                    .thenComparing(Noted::fired, Comparator.reverseOrder())
                    .thenComparing(each -> each.why().en()));
            return noted;
        }
    }
}
