package canbao.cli.demo.life;

import canbao.model.Wording;
import canbao.sim.district.District;
import canbao.sim.district.Person;
import canbao.sim.district.life.Life;
import canbao.sim.district.life.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The mechanisms that the demo shows, and what must be seen of each at the end. Written down beforehand, not read off. */
record Mechanisms(Life life, District district) {
    /** Two lines for each: its number, whose story shows it, what must be seen of him; and what that is about. */
    private static final String TABLE = """
            A4  | misnamed         | case SUBSIDISED; refused 1; registered yes; levies 1
                登记被退回，更正后办成 | Registration refused for a name, done after the correction
            L2  | insured elsewhere | case COVERED; category -; registered no; messages 0
                随迁子女已在外地参保：不提醒、不资助 | A migrant pupil insured at home: no reminder, no subsidy
            E10 | died before send | case INELIGIBLE; levies 0; messages 0
                提醒发出前死亡：不再发送 | Died before the reminder left: nothing was sent
            A11 | paid twice       | case COVERED; owed 1; refunded 660.00; levies 1
                扫码和批扣都成功：退一次，留一次 | Paid by code and by debit: one goes back, one levy stays paid
            1.5 | paid first       | case SUBSIDISED; category 低保对象; refunded 660.00; registered yes
                认定前已自行缴费：退费，改为资助 | Paid before he was identified: refunded, and subsidised instead
            E13 | employed         | case COVERED; owed 1; levies 0; refunded 0.00
                待遇期前参加职工医保：居民核定撤回 | Employee cover before the start: the residents' levy is dropped
            E14 | between jobs     | case COVERED; owed 1; refunded 660.00; waiting months 0
                缴费后就业退费，停保后三个月内再参保 | Refunded when employed; joins again within three months of losing the job
            A4  | claimant         | case CANCELLED; refused 1; registered no; levies 0
                取消被退回（有未结报销），列入待办，结清后取消 | Cancellation refused while a claim is open: listed, and done once it is settled
            X10 | two lists        | case SUBSIDISED; categories 低保对象 重度残疾; flag 重度残疾; levies 1
                低保与重残两份名单：低保止，重残续 | On two lists: when the allowance ends, the disability counts
            A9  | late             | case OWING; waiting months 3; levies 1
                年中参保：等待三个月 | Joins late: three months of waiting
            A9  | rescued          | case SUBSIDISED; category 特困人员; waiting months 0; registered yes
                年中认定特困：即时参保，不等待 | Taken into care in March: covered at once, no waiting
            H7  | rescued          | supplement SUBSIDISED 0.00 + 150.00
                商业补充保险由政府出资 | A commercial supplement is paid for the poor
            J2  | rescued          | long term care COVERED
                长护险随居民医保 | Long-term care follows the residents' scheme
            E10 | dies before      | case CANCELLED; registered no; levies 0; messages 0
                待遇期前死亡：取消登记和核定 | Died before the start: registration and levy are cancelled
            E10 | dies after       | case COVERED; refunded 0.00; messages 0
                待遇期后死亡（卫健报早四天，以公安为准）：不退费 | Died after the start (health names an earlier day; the police's counts): nothing goes back
            E09 | newborn          | case COVERED; one person yes; waiting months 0; messages 0
                新生儿先凭出生证明、后有号码：一人一案，90天内参保 | Newborn under a birth certificate, then a number: one person, covered within 90 days
            H8  | costly           | told HIGH_COST; leads HIGH_COST CLOSED VISITED; case SUBSIDISED; category 因病致贫
                高额费用线索转民政，入户核查后认定资助 | High cost: told to civil affairs, visited, identified, subsidised
            E24 | orphan           | told ORPHAN; leads ORPHAN SENT; case OWING
                学校标注孤儿、不在任何名单：成为线索 | A school marks an orphan who is on no list: a lead
            E25 | reminded         | case OWING; unpaid -; messages 2
                欠费学生：十二月、一月各提醒一次 | A pupil who owes: reminded in December and in January
            E25 | unreachable      | case OWING; unpaid UNREACHABLE, 1 in all; messages 0
                街道报失联：不提醒，计入未缴原因 | The same, but the township cannot find the family: no reminder, counted among the reasons
            E28 | mismatched       | messages 0; ordered 2025-03-03; registered on 2025-03-05; case SUBSIDISED; difference \
            THEY_SAY_INSURED_WE_DO_NOT SETTLED 参保科 / enrolment office, others 0
                医保称已参保而税务无缴费：冻结、指派；认定低保后指令等到办结才发出 | The insurer says insured, but nobody paid: frozen and assigned; an order of March waits until it is closed
            E22 | district         | claim APPROVED of 11956 people, asked by staff:admin, decided by staff:desk; gap 0.00; \
            shortfall short of ¥10000.00, closed
                请款两人办理；到账不足过期告警，补足后消除 | A claim by two persons: paid short, an alert after the due date, gone when the rest has come
            E26 | payer            | may sell yes INSURED
                学校询问：已参保的学生可以投保商业保险 | A school asks: an insured pupil may be sold commercial cover
            E26 | debtor           | may sell no NOT_INSURED
                未参保的不可以，先参加基本医保 | One who is not insured may not: the basic scheme comes first
            """;

    List<Mechanism> all() {
        List<String> lines = TABLE.lines().toList();
        List<Mechanism> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            String[] row = lines.get(i).split(" *\\| *", 3);
            String[] what = lines.get(i + 1).strip().split(" \\| ", 2);
            all.add(new Mechanism(row[0], new Wording(what[0], what[1]), who(row[1]), expected(row[2])));
        }
        return all;
    }

    private Optional<Person> who(String name) {
        return switch (name) {
            case "district" -> Optional.empty();
            case "misnamed" -> Optional.of(district.misnamed());
            case "insured elsewhere" -> Optional.of(district.insuredElsewhere());
            case "died before send" -> Optional.of(district.diedBeforeSend());
            case "payer" -> Optional.of(district.payer());
            case "debtor" -> Optional.of(district.debtor());
            default -> Optional.of(life.who(Role.valueOf(constant(name))));
        };
    }

    /** A facet's name and, after it, its value; {@code -} for none. */
    private static Map<Facet, String> expected(String seen) {
        Map<Facet, String> expected = new EnumMap<>(Facet.class);
        for (String one : seen.split("; ")) {
            Facet facet = Facet.leading(one);
            String value = one.substring(facet.words().length()).strip();
            expected.put(facet, value.equals("-") ? "" : value);
        }
        return expected;
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT).replace(' ', '_');
    }
}
