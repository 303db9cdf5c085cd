package canbao.sim.district;

import canbao.sim.district.Pupil.Fate;
import canbao.sim.district.Pupil.Seat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Fills the twelve schools: who sits where and what becomes of him is the same for every seed, who he is is not. */
final class Rosters {
    private static final int CLASS_SIZE = 45;

    private final People people;
    private final List<Seat> seats = new ArrayList<>();
    private final List<Fate> fates;
    private final String[] phones;
    private final String[] surnames;

    private Rosters(People people, Random story) {
        this.people = people;
        School.ALL.forEach(this::seats);
        Collections.shuffle(seats, story);
        this.fates = new ArrayList<>(Collections.nCopies(seats.size(), Fate.OWING));
        this.phones = new String[seats.size()];
        this.surnames = new String[seats.size()];
    }

    static List<Pupil> of(People people, Random story) {
        Rosters rosters = new Rosters(people, story);
        rosters.stories();
        rosters.siblings(story, false);
        rosters.siblings(story, true);
        return rosters.pupils();
    }

    private void seats(School school) {
        int grades = school.lastGrade() - school.firstGrade() + 1;
        for (int i = 0; i < school.size(); i++) {
            int grade = school.firstGrade() + i % grades;
            int classNo = 1 + i / grades / CLASS_SIZE;
            String area = i * 7919L % school.size() < school.nonLocal()
                    ? People.ELSEWHERE[i % People.ELSEWHERE.length]
                    : People.LOCAL;
            seats.add(new Seat(school, grade, classNo, area));
        }
    }

    private void stories() {
        Predicate<Seat> anybody = seat -> true;
        Predicate<Seat> local = seat -> !seat.nonLocal();
        take(local, 120, Fate.SUBSIDISED);
        take(local, 7, Fate.MOVED_OUT);
        take(seat -> seat.grade() >= 11, 4, Fate.EMPLOYEE);
        take(Seat::nonLocal, 660, Fate.INSURED_ELSEWHERE);
        take(local, 72, Fate.INSURED_ELSEWHERE);
        take(Seat::nonLocal, 12, Fate.ELSEWHERE_LAST_YEAR);
        take(anybody, 293, Fate.PAID_BEFORE_PLAN);
        take(anybody, 146, Fate.PAID_BEFORE_SEND);
        take(anybody, 146, Fate.PAID_AFTER_SEND);
        take(anybody, 6, Fate.DIED_BEFORE_PLAN);
        take(anybody, 2, Fate.DIED_BEFORE_SEND);
        take(anybody, 4, Fate.REFUNDED);
        take(anybody, 4, Fate.REFUNDED_SEPARATELY);
        take(anybody, 12, Fate.DEBIT_FAILED);
        take(anybody, 5, Fate.PAID_LAST_YEAR);
    }

    private void take(Predicate<Seat> who, int count, Fate fate) {
        int left = count;
        for (int i = 0; i < seats.size() && left > 0; i++) {
            if (fates.get(i) == Fate.OWING && who.test(seats.get(i))) {
                fates.set(i, fate);
                left--;
            }
        }
        if (left > 0) {
            throw new IllegalStateException("no seat left for " + left + " pupils of " + fate);
        }
    }

    /** Twenty families with three pupils and 92 with two, at any schools: about every tenth pupil has a sibling. */
    private void siblings(Random story, boolean nonLocal) {
        List<Integer> who = new ArrayList<>();
        for (int i = 0; i < seats.size(); i++) {
            if (seats.get(i).nonLocal() == nonLocal) {
                who.add(i);
            }
        }
        Collections.shuffle(who, story);
        int next = 0;
        for (int family = 0; family < 112; family++) {
            int size = family < 20 ? 3 : 2;
            String phone = people.phone();
            String surname = people.surname();
            for (int seat : who.subList(next, next + size)) {
                phones[seat] = phone;
                surnames[seat] = surname;
            }
            next += size;
        }
    }

    private List<Pupil> pupils() {
        List<Pupil> pupils = new ArrayList<>(seats.size());
        for (int i = 0; i < seats.size(); i++) {
            String phone = phones[i] == null ? people.phone() : phones[i];
            String surname = surnames[i] == null ? people.surname() : surnames[i];
            pupils.add(pupil(seats.get(i), surname, phone, fates.get(i)));
        }
        return pupils;
    }

    private Pupil pupil(Seat seat, String surname, String phone, Fate fate) {
        Person person = people.child(
                seat.area(),
                people.day(School.oldest(seat.grade()), School.youngest(seat.grade())),
                people.name(surname),
                phone);
        return new Pupil(person, seat, people.name(surname), fate);
    }
}
