package canbao.sim.district;

import canbao.sim.district.AgencyLines.Movers;
import canbao.sim.district.Plan.Peace;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The demo district 330302: two months of what four agencies send, and the {@link Plan} of what must follow. Any seed gives
 * the same story with other people, and the same seed the same bytes.
 */
public final class District {
    /** What happens in the district is the same for every seed. */
    private static final long STORY = 330302;

    private final List<Pupil> pupils;
    private final CivilList civil;
    private final Movers movers;
    private final AgencyLines lines;
    private final People people;

    private District(long seed) {
        this.people = new People(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        Random story = new Random(STORY);
        this.pupils = Rosters.of(people, story);
        this.civil = CivilList.of(people, story, pupils);
        this.movers = Movers.of(people);
        this.lines = new AgencyLines(seed, pupils, civil, movers);
    }

    public static District of(long seed) {
        return new District(seed);
    }

    /** Civil affairs' list; GB18030. */
    public byte[] hardshipCsv(ListVersion version) {
        return HardshipCsv.of(civil, version).bytes();
    }

    public List<School> schools() {
        return School.ALL;
    }

    /** Education's roster of one school. */
    public byte[] rosterXlsx(School school) {
        Comparator<Pupil> byClass = Comparator.comparingInt(
                pupil -> pupil.seat().grade() * 1000 + pupil.seat().classNo());
        return RosterXlsx.bytes(pupils.stream()
                .filter(pupil -> pupil.seat().school().equals(school))
                .sorted(byClass)
                .toList());
    }

    /** Police's records, one JSON object each. */
    public List<String> policeEvents(Moment moment) {
        return lines.policeEvents(moment);
    }

    /** The tax bureau's records, one JSON object each. */
    public List<String> payments(Moment moment) {
        return lines.payments(moment);
    }

    /** The insurer's records of cover elsewhere and of employees' cover, one JSON object each. */
    public List<String> coverage() {
        return lines.coverage();
    }

    /** Where people come from who arrive after the story of two months: each call makes one, the same ones for the same seed. */
    public People people() {
        return people;
    }

    /** December's list without its mistakes, and some more rows; GB18030. */
    public byte[] hardshipCsv(List<String[]> more) {
        return HardshipCsv.of(civil, more).bytes();
    }

    /** A migrant pupil who is insured at home, and whose phone is nobody else's. */
    public Person insuredElsewhere() {
        return only(pupil -> pupil.seat().nonLocal() && pupil.fate() == Pupil.Fate.INSURED_ELSEWHERE);
    }

    /** A pupil who died between the planning of reminders and their sending, and whose phone is nobody else's. */
    public Person diedBeforeSend() {
        return only(pupil -> pupil.fate() == Pupil.Fate.DIED_BEFORE_SEND);
    }

    /** A pupil who paid before anybody was reminded. */
    public Person payer() {
        return only(pupil -> pupil.fate() == Pupil.Fate.PAID_BEFORE_PLAN);
    }

    /** A pupil for whom nobody ever pays. */
    public Person debtor() {
        return only(pupil -> pupil.fate() == Pupil.Fate.OWING);
    }

    /** Whose name November's first list gets wrong. */
    public Person misnamed() {
        return civil.misnamed().person();
    }

    private Person only(Predicate<Pupil> which) {
        Map<String, Long> phones = pupils.stream()
                .collect(Collectors.groupingBy(pupil -> pupil.person().phone(), Collectors.counting()));
        Comparator<Pupil> aloneFirst =
                Comparator.comparing(pupil -> phones.getOrDefault(pupil.person().phone(), 0L));
        return pupils.stream().filter(which).min(aloneFirst).orElseThrow().person();
    }

    /** The insurer's own register: the right name by certificate number. */
    public Map<String, String> trueNames() {
        Map<String, String> names = new HashMap<>();
        everybody().forEach(person -> names.put(person.certificate(), person.name()));
        return names;
    }

    private Stream<Person> everybody() {
        return Stream.of(
                        pupils.stream().map(Pupil::person),
                        civil.november().stream().map(Claimant::person),
                        civil.december().stream().map(Claimant::person),
                        movers.newborns().stream(),
                        movers.in().stream(),
                        movers.out().stream())
                .flatMap(people -> people);
    }

    public Plan plan() {
        return new Plan(month1(), month2(), schoolCounts(), payments(), reminders());
    }

    private Plan.MonthOne month1() {
        Set<Person> kept = new HashSet<>(civil.deceased());
        kept.addAll(civil.employees());
        List<Claimant> entitled = civil.november().stream()
                .filter(row -> !kept.contains(row.person()))
                .toList();
        List<Claimant> minors = entitled.stream().filter(CivilList::minor).toList();
        int rescued =
                (int) minors.stream().filter(row -> row.category().rescued()).count();
        return new Plan.MonthOne(
                civil.november().size(),
                entitled.size(),
                minors.size(),
                rescued,
                civil.deceased().size(),
                civil.employees().size(),
                1);
    }

    private Plan.MonthTwo month2() {
        Map<String, Claimant> before = byCertificate(civil.november());
        Map<String, Claimant> after = byCertificate(civil.december());
        int added = 0;
        int changed = 0;
        int unchanged = 0;
        for (Claimant row : civil.december()) {
            Claimant was = before.get(row.person().certificate());
            if (was == null) {
                added++;
            } else if (was.category() != row.category()) {
                changed++;
            } else if (!row.equals(civil.typo())) {
                unchanged++;
            }
        }
        int withdrawn = (int) before.keySet().stream()
                .filter(certificate -> !after.containsKey(certificate))
                .count();
        return new Plan.MonthTwo(
                added,
                changed,
                withdrawn,
                unchanged,
                HardshipCsv.of(civil, ListVersion.MONTH2_DEFECTIVE).lines());
    }

    private static Map<String, Claimant> byCertificate(List<Claimant> rows) {
        Map<String, Claimant> found = new HashMap<>();
        rows.forEach(row -> found.put(row.person().certificate(), row));
        return found;
    }

    private Plan.Schools schoolCounts() {
        List<Pupil> first = pupils.stream()
                .filter(pupil -> pupil.seat().school().equals(School.ALL.getFirst()))
                .toList();
        return new Plan.Schools(pupils.size(), first.size(), (int)
                first.stream().filter(pupil -> pupil.seat().nonLocal()).count());
    }

    private Plan.Payments payments() {
        return new Plan.Payments(
                count(Pupil.Fate.PAID_BEFORE_PLAN),
                count(Pupil.Fate.PAID_BEFORE_SEND),
                count(Pupil.Fate.PAID_AFTER_SEND),
                count(Pupil.Fate.REFUNDED) + count(Pupil.Fate.REFUNDED_SEPARATELY));
    }

    private int count(Pupil.Fate fate) {
        return (int) pupils.stream().filter(pupil -> pupil.fate() == fate).count();
    }

    private Plan.Reminders reminders() {
        Map<String, Peace> phones = new TreeMap<>();
        everybody().forEach(person -> phones.put(person.phone(), Peace.NOT_A_PUPIL));
        for (Pupil pupil : pupils) {
            phones.merge(
                    pupil.person().phone(),
                    pupil.fate().peace(),
                    (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
        Set<String> once = new HashSet<>();
        phones.forEach((phone, peace) -> {
            if (peace == Peace.NONE) {
                once.add(phone);
            }
        });
        phones.keySet().removeAll(once);
        // Their guardians are told on each child's own days.
        movers.newborns().forEach(child -> phones.remove(child.phone(), Peace.NOT_A_PUPIL));
        int atPlan = (int)
                pupils.stream().filter(pupil -> pupil.fate().owingAtPlan()).count();
        int atSend = (int) pupils.stream().filter(Pupil::owingAtSend).count();
        return new Plan.Reminders(atPlan, atSend, once, phones);
    }

    /** The day on which the campaign is planned and sent. */
    public static LocalDate campaignDay() {
        return LocalDate.of(2024, 11, 18);
    }
}
