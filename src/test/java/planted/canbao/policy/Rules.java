package planted.canbao.policy;

import planted.canbao.model.Person;

/** Pure, and calls nothing but the JDK and model. */
public record Rules(int newbornDays) {
    public boolean isNewborn(Person person, java.time.LocalDate on) {
        return !person.born().plusDays(newbornDays).isBefore(on);
    }
}
