package canbao.model;

import java.util.List;

/**
 * Everything that all agencies currently say of one person, in order of precedence, and the registry revision at which
 * they do.
 *
 * @param others the persons that were found to be this one, whose facts these are too
 */
public record PersonFacts(PersonKey person, long revision, List<Fact> facts, List<PersonKey> others) {
    public PersonFacts {
        facts = List.copyOf(facts);
        others = List.copyOf(others);
    }

    public PersonFacts(PersonKey person, long revision, List<Fact> facts) {
        this(person, revision, facts, List.of());
    }

    public List<Fact> of(FactKind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind).toList();
    }
}
