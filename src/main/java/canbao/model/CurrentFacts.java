package canbao.model;

import java.util.List;
import java.util.Map;

/**
 * What all agencies currently say of some persons. Persons that are one stand under the one that is kept.
 *
 * @param turn the newest revision at which it had changed who is who when this was read
 * @param formers what a population register says of former numbers
 */
public record CurrentFacts(Map<PersonKey, PersonFacts> people, long turn, List<Former> formers) {
    public CurrentFacts {
        formers = List.copyOf(formers);
    }

    /**
     * The register knows this person under a former number as well.
     *
     * @param evidence the row that says so
     */
    public record Former(PersonKey person, PersonKey former, String evidence) {}
}
