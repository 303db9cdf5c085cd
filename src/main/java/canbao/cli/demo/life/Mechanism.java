package canbao.cli.demo.life;

import canbao.model.Wording;
import canbao.sim.district.Person;
import java.util.Map;
import java.util.Optional;

/**
 * A mechanism that the demo shows, by its number in the catalogue of requirements, and what must be seen of it at the end.
 *
 * @param who whose story shows it; nobody's for one about the whole district
 */
record Mechanism(String id, Wording what, Optional<Person> who, Map<Facet, String> expected) {
    @Override
    public String toString() {
        return "Mechanism[" + id + "]";
    }
}
