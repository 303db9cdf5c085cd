package canbao.ledger;

import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import java.util.ArrayList;
import java.util.List;

/** An answer to one of our orders, as the insurer or the tax bureau sent it. */
record Answer(PersonKey person, int coverageYear, int product, int ordinal, boolean ok, String code) {
    /** The answers among a person's facts; one that names somebody else's order, or none of ours, is left out. */
    static List<Answer> of(PersonFacts facts) {
        List<Answer> answers = new ArrayList<>();
        for (Fact fact : facts.facts()) {
            if (fact.kind() == FactKind.ANSWER) {
                read(facts.person(), fact, answers);
                facts.others().forEach(other -> read(other, fact, answers));
            }
        }
        return answers;
    }

    private static void read(PersonKey person, Fact fact, List<Answer> answers) {
        String prefix = person + "-";
        String key = fact.get("order");
        if (!key.startsWith(prefix)) {
            return;
        }
        String[] parts = key.substring(prefix.length()).split("-", -1);
        try {
            if (parts.length == 3) {
                answers.add(new Answer(
                        person,
                        Integer.parseInt(parts[0]),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        fact.get("result").equals("OK"),
                        fact.get("code")));
            }
        } catch (NumberFormatException e) {
            // Not one of our keys: the order stays unanswered and shows as such.
            return;
        }
    }
}
