package canbao.sim.district.life;

import canbao.sim.district.District;
import canbao.sim.district.People;
import canbao.sim.district.Person;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The people after the first two months, and what each agency says of them at each turn, in its own words and formats. The
 * same district gives the same people.
 */
public final class Life {
    private static final LocalDate BIRTH = LocalDate.of(2024, 12, 12);

    private final District district;
    private final Map<Role, Person> people = new EnumMap<>(Role.class);
    private final Person numbered;
    private final LifeLines lines;

    private Life(District district) {
        this.district = district;
        for (Role role : Role.values()) {
            people.put(role, make(role, district.people()));
        }
        Person newborn = who(Role.NEWBORN);
        this.numbered = district.people().child(People.LOCAL, newborn.birth(), newborn.name(), newborn.phone());
        this.lines = new LifeLines(people, numbered);
    }

    /** Made once for each district: its people are other ones the next time. */
    public static Life of(District district) {
        return new Life(district);
    }

    private static Person make(Role role, People people) {
        return switch (role) {
            case NEWBORN -> people.newborn(BIRTH, BIRTH);
            case ORPHAN, REMINDED, UNREACHABLE, MISMATCHED ->
                people.person(People.LOCAL, LocalDate.of(2013, 9, 1), LocalDate.of(2014, 8, 31));
            case RESCUED, COSTLY, TWO_LISTS ->
                people.person(People.LOCAL, LocalDate.of(1952, 1, 1), LocalDate.of(1969, 12, 31));
            default -> people.person(People.LOCAL, LocalDate.of(1980, 1, 1), LocalDate.of(1999, 12, 31));
        };
    }

    /** Whom the tale is about; a newborn's certificate is that of his birth. */
    public Person who(Role role) {
        Person person = people.get(role);
        if (person == null) {
            throw new IllegalArgumentException("nobody is " + role);
        }
        return person;
    }

    /** The newborn under the number that he is given in January. */
    public Person numbered() {
        return numbered;
    }

    /** Everybody's numbers, the newborn's both. */
    public Set<String> certificates() {
        return Stream.concat(people.values().stream(), Stream.of(numbered))
                .map(Person::certificate)
                .collect(Collectors.toSet());
    }

    /** Police's records, one JSON object each. */
    public List<String> police(Turn turn) {
        return lines.police(turn);
    }

    /** The tax bureau's records of payments, one JSON object each. */
    public List<String> payments(Turn turn) {
        return lines.payments(turn);
    }

    /** The insurer's records of other cover, one JSON object each. */
    public List<String> coverage(Turn turn) {
        return lines.coverage(turn);
    }

    /** The insurer's records of what people bore themselves, one JSON object each. */
    public List<String> costs() {
        return lines.costs();
    }

    /** Civil affairs' monthly list of that turn: everybody of December's and the poor among these; GB18030. */
    public byte[] hardshipCsv(Turn turn) {
        List<String[]> rows = new ArrayList<>();
        rows.add(row(Role.TWO_LISTS, "重度残疾(一级)", "一级", "202201"));
        rows.add(row(Role.PAID_FIRST, "农村低保", "", "202412"));
        rows.add(row(Role.DIES_BEFORE, "城市特困", "", "202203"));
        rows.add(row(Role.CLAIMANT, "低保边缘户", "", "202409"));
        if (turn == Turn.MARCH) {
            rows.add(row(Role.RESCUED, "农村特困", "", "202503"));
            rows.add(row(Role.COSTLY, "因病致贫家庭", "", "202503"));
            rows.add(row(Role.MISMATCHED, "农村低保", "", "202503"));
        }
        return district.hardshipCsv(rows);
    }

    /** Civil affairs' register of subsistence allowance: one head of household; UTF-8. */
    public byte[] registerCsv() {
        Person person = who(Role.TWO_LISTS);
        String text = "户主姓名,身份证号,低保证号,起始保障年月,终止保障年月,地区\r\n"
                + String.join(
                        ",", person.name(), person.certificate(), "330302D00017", "202201", "202412", People.LOCAL)
                + "\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Health's registered deaths: an earlier day than police have; UTF-8. */
    public byte[] deathsCsv() {
        Person person = who(Role.DIES_AFTER);
        String sex = (person.certificate().charAt(16) - '0') % 2 == 1 ? "男" : "女";
        String text = "身份证号,死者姓名,性别,出生日期,死亡日期,填报时间\r\n"
                + String.join(
                        ",",
                        person.certificate(),
                        person.name(),
                        sex,
                        person.birth().toString(),
                        "2024-12-30",
                        "2025-01-08 10:00:00")
                + "\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One class of the national system's export; in the new year it has one more pupil, who is marked an orphan. */
    public byte[] studentsXlsx(Turn turn) {
        List<StudentsXlsx.Entry> entries = new ArrayList<>();
        for (Role role : List.of(Role.REMINDED, Role.UNREACHABLE, Role.MISMATCHED)) {
            entries.add(new StudentsXlsx.Entry(who(role), false));
        }
        if (turn == Turn.NEW_YEAR) {
            entries.add(new StudentsXlsx.Entry(who(Role.ORPHAN), true));
        }
        return StudentsXlsx.bytes(entries);
    }

    /** What a township found out from door to door; UTF-8. */
    public byte[] reasonsCsv() {
        Person person = who(Role.UNREACHABLE);
        String text = "身份证号,姓名,未缴原因,起始日期,终止日期,备注,填报时间\r\n"
                + String.join(
                        ",",
                        person.certificate(),
                        person.name(),
                        "失联",
                        "2024-12-01",
                        "",
                        "三次上门无人",
                        "2024-12-13 08:40:00")
                + "\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The insurer's list of insurance relations: one of a pupil for whom nobody has paid; JSON lines. */
    public byte[] insuredLines() {
        return lines.insured().getBytes(StandardCharsets.UTF_8);
    }

    private String[] row(Role role, String category, String disability, String begin) {
        Person person = who(role);
        return new String[] {
            person.certificate(),
            person.name(),
            category,
            disability,
            People.LOCAL + "-" + role.name().replace('_', '-'),
            People.LOCAL,
            begin,
            "",
            person.phone()
        };
    }

    @Override
    public String toString() {
        return "Life[" + people.size() + "]";
    }
}
