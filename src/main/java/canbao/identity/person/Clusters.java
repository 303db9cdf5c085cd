package canbao.identity.person;

import canbao.model.PersonKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is who among some persons, with all the others that are one with them.
 *
 * @param turn the newest revision at which anybody's cluster had changed when this was read
 * @param kept the kept person of everybody whose belongings ever changed, himself included
 * @param turns at which revision they last did
 */
public record Clusters(long turn, Map<PersonKey, PersonKey> kept, Map<PersonKey, Long> turns) {
    /** Whether everybody stands for himself and always did. */
    public boolean isPlain() {
        return kept.isEmpty();
    }

    public PersonKey keptOf(PersonKey person) {
        return kept.getOrDefault(person, person);
    }

    /** These persons and whoever is one with them. */
    public Set<PersonKey> with(Collection<PersonKey> persons) {
        Set<PersonKey> all = new LinkedHashSet<>(persons);
        all.addAll(kept.keySet());
        return all;
    }

    /** Who else is the kept person, in order. */
    public List<PersonKey> others(PersonKey keeper) {
        List<PersonKey> others = new ArrayList<>();
        kept.forEach((person, whose) -> {
            if (whose.equals(keeper) && !person.equals(keeper)) {
                others.add(person);
            }
        });
        others.sort(null);
        return others;
    }
}
