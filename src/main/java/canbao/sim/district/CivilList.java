package canbao.sim.district;

import canbao.sim.district.Claimant.Category;
import canbao.sim.district.Pupil.Fate;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Civil affairs' own book: who is in hardship in November and in December 2024.
 *
 * @param november everybody listed, with true names
 * @param deceased and {@code employees}: listed in good faith, but not to be enrolled
 * @param misnamed whose name November's first list gets wrong
 * @param typo the still-entitled child whose category December's list gets wrong
 * @param missing whom the list of defects leaves out
 */
record CivilList(
        List<Claimant> november,
        List<Claimant> december,
        List<Person> deceased,
        List<Person> employees,
        Claimant misnamed,
        Claimant typo,
        Claimant missing) {
    /** The first day of cover: who is at most 18 on it is a minor. */
    static final LocalDate COVER = LocalDate.of(2025, 1, 1);

    private static final int ADDED = 137;
    private static final int CHANGED = 89;
    private static final int WITHDRAWN = 64;
    private static final int RESPELT = 40;
    private static final YearMonth LONG_AGO = YearMonth.of(2016, 1);

    static CivilList of(People people, Random story, List<Pupil> pupils) {
        Maker maker = new Maker(people);
        pupils.stream().filter(pupil -> pupil.fate() == Fate.SUBSIDISED).forEach(pupil -> maker.minor(pupil.person()));
        maker.minors();
        maker.adults();
        List<Claimant> entitled = maker.made;
        entitled.set(entitled.size() - 1, entitled.getLast().withName(People.DOTTED));
        List<Claimant> free = new ArrayList<>(entitled.subList(120, entitled.size() - 1));
        Collections.shuffle(free, story);
        List<Claimant> others = maker.others(8, LONG_AGO);
        List<Claimant> november = new ArrayList<>(entitled);
        november.addAll(others);
        Collections.shuffle(november, story);
        return december(november, free, others, maker.others(ADDED, YearMonth.of(2024, 12)));
    }

    /** @param free the entitled who are no pupils, in random order: each has at most one story */
    private static CivilList december(
            List<Claimant> november, List<Claimant> free, List<Claimant> others, List<Claimant> added) {
        List<Claimant> changing = free.stream()
                .filter(row -> row.category().rescued())
                .limit(CHANGED + 1)
                .toList();
        free.removeAll(changing);
        Claimant typo = free.stream().filter(CivilList::minor).findFirst().orElseThrow();
        free.remove(typo);
        Map<Claimant, List<Claimant>> edits = new HashMap<>();
        changing.subList(1, CHANGED + 1).forEach(row -> edits.put(row, List.of(row.changed())));
        free.subList(0, WITHDRAWN).forEach(row -> edits.put(row, List.of()));
        free.subList(WITHDRAWN, WITHDRAWN + RESPELT).forEach(row -> edits.put(row, List.of(row.respelt())));
        List<Claimant> december = new ArrayList<>();
        november.forEach(row -> december.addAll(edits.getOrDefault(row, List.of(row))));
        december.addAll(added);
        List<Person> outsiders = others.stream().map(Claimant::person).toList();
        return new CivilList(
                List.copyOf(november),
                List.copyOf(december),
                outsiders.subList(0, 5),
                outsiders.subList(5, 8),
                changing.getFirst(),
                typo,
                free.get(WITHDRAWN + RESPELT));
    }

    static boolean minor(Claimant row) {
        return row.person().birth().isAfter(COVER.minusYears(19));
    }

    @Override
    public String toString() {
        return "CivilList[" + november.size() + ", " + december.size() + "]";
    }

    /** Makes claimants one after the other; the category mix does not depend on the seed. */
    private static final class Maker {
        private static final int MINORS = 1582;
        private static final int MINORS_RESCUED = 1040;
        private static final int ADULTS = 10_235;

        private final People people;
        private final List<Claimant> made = new ArrayList<>();

        Maker(People people) {
            this.people = people;
        }

        void minor(Person person) {
            int at = made.size();
            List<Category> categories = at < MINORS_RESCUED ? Category.RESCUED : Category.OTHER;
            made.add(claimant(person, categories.get(at % categories.size()), at));
        }

        /** Some are 18 on the first day of cover, and some are so until the day after it. */
        void minors() {
            List<LocalDate> births = new ArrayList<>(Collections.nCopies(4, COVER.minusYears(18)));
            births.addAll(Collections.nCopies(3, COVER.minusYears(19).plusDays(1)));
            births.forEach(birth -> minor(people.person(People.LOCAL, birth, birth)));
            while (made.size() < MINORS) {
                minor(people.person(People.LOCAL, COVER.minusYears(19).plusDays(2), LocalDate.of(2024, 9, 30)));
            }
        }

        /** Some are 19 on the first day of cover. */
        void adults() {
            for (int i = 0; i < ADULTS; i++) {
                LocalDate last = COVER.minusYears(19);
                Person person = people.person(People.LOCAL, i < 5 ? last : last.minusYears(71), last);
                if (i % 500 == 7) {
                    person = person.withName(people.rareName(i / 500));
                }
                made.add(claimant(person, Category.RESCUED.get(i % 4), i));
            }
        }

        List<Claimant> others(int count, YearMonth earliest) {
            List<Claimant> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Person person = people.person(People.LOCAL, LocalDate.of(1950, 1, 1), LocalDate.of(1989, 12, 31));
                Claimant row = claimant(person, Category.RESCUED.get(i % 4), i);
                rows.add(row.begin().isBefore(earliest) ? row.begunIn(earliest) : row);
            }
            return rows;
        }

        private Claimant claimant(Person person, Category category, int at) {
            YearMonth began = LONG_AGO.plusMonths(people.below(100));
            YearMonth born = YearMonth.from(person.birth());
            return new Claimant(
                    person,
                    category,
                    at % 7 == 0 ? 2 + at % 2 : at % 2,
                    People.LOCAL + "%06d".formatted(1 + at / 3),
                    began.isBefore(born) ? born : began,
                    at % 10 == 0 ? YearMonth.of(2027, 12) : null);
        }
    }
}
