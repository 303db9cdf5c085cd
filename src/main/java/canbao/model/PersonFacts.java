package canbao.model;

import java.util.List;

/** Everything that all agencies currently say of one person, and the registry revision at which they do. */
public record PersonFacts(PersonKey person, long revision, List<Fact> facts) {
    public PersonFacts {
        facts = List.copyOf(facts);
    }

    public List<Fact> of(FactKind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind).toList();
    }
}
