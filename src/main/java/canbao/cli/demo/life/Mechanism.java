package canbao.cli.demo.life;

import canbao.model.Wording;
import canbao.sim.district.Person;
import java.util.Map;

/**
 * A mechanism that the demo shows, by its number in the catalogue of requirements, and what must be seen of it at the end.
 *
 * @param who whose story shows it
 */
record Mechanism(String id, Wording what, Person who, Map<Facet, String> expected) {
    static Mechanism of(String id, String zh, String en, Person who, Map<Facet, String> expected) {
        return new Mechanism(id, new Wording(zh, en), who, expected);
    }

    @Override
    public String toString() {
        return "Mechanism[" + id + "]";
    }
}
