package canbao.cli.demo.life;

import static canbao.cli.demo.life.Facet.CASE;
import static canbao.cli.demo.life.Facet.CATEGORIES;
import static canbao.cli.demo.life.Facet.CATEGORY;
import static canbao.cli.demo.life.Facet.FLAG;
import static canbao.cli.demo.life.Facet.LEADS;
import static canbao.cli.demo.life.Facet.LEVIES;
import static canbao.cli.demo.life.Facet.LONG_TERM_CARE;
import static canbao.cli.demo.life.Facet.MESSAGES;
import static canbao.cli.demo.life.Facet.ONE_PERSON;
import static canbao.cli.demo.life.Facet.OWED;
import static canbao.cli.demo.life.Facet.REFUNDED;
import static canbao.cli.demo.life.Facet.REFUSED;
import static canbao.cli.demo.life.Facet.REGISTERED;
import static canbao.cli.demo.life.Facet.SUPPLEMENT;
import static canbao.cli.demo.life.Facet.TOLD;
import static canbao.cli.demo.life.Facet.WAITING_MONTHS;

import canbao.sim.district.District;
import canbao.sim.district.life.Life;
import canbao.sim.district.life.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The mechanisms that the demo shows, and what must be seen of each at the end. Written down beforehand, not read off. */
record Mechanisms(Life life, District district) {
    List<Mechanism> all() {
        List<Mechanism> all = new ArrayList<>(twoMonths());
        all.addAll(money());
        all.addAll(statuses());
        all.addAll(lives());
        all.addAll(leads());
        return List.copyOf(all);
    }

    /** Seen in the first two months already. */
    private List<Mechanism> twoMonths() {
        return List.of(
                Mechanism.of(
                        "A4",
                        "登记被退回，更正后办成",
                        "Registration refused for a name, done after the correction",
                        district.misnamed(),
                        Map.of(CASE, "SUBSIDISED", REFUSED, "1", REGISTERED, "yes", LEVIES, "1")),
                Mechanism.of(
                        "L2",
                        "随迁子女已在外地参保：不提醒、不资助",
                        "A migrant pupil insured at home: no reminder, no subsidy",
                        district.insuredElsewhere(),
                        Map.of(CASE, "COVERED", CATEGORY, "", REGISTERED, "no", MESSAGES, "0")),
                Mechanism.of(
                        "E10",
                        "提醒发出前死亡：不再发送",
                        "Died before the reminder left: nothing was sent",
                        district.diedBeforeSend(),
                        Map.of(CASE, "INELIGIBLE", LEVIES, "0", MESSAGES, "0")));
    }

    private List<Mechanism> money() {
        return List.of(
                Mechanism.of(
                        "A11",
                        "扫码和批扣都成功：退一次，留一次",
                        "Paid by code and by debit: one goes back, one levy stays paid",
                        life.who(Role.PAID_TWICE),
                        Map.of(CASE, "COVERED", OWED, "1", REFUNDED, "660.00", LEVIES, "1")),
                Mechanism.of(
                        "1.5",
                        "认定前已自行缴费：退费，改为资助",
                        "Paid before he was identified: refunded, and subsidised instead",
                        life.who(Role.PAID_FIRST),
                        Map.of(CASE, "SUBSIDISED", CATEGORY, "低保对象", REFUNDED, "660.00", REGISTERED, "yes")),
                Mechanism.of(
                        "E13",
                        "待遇期前参加职工医保：居民核定撤回",
                        "Employee cover before the start: the residents' levy is dropped",
                        life.who(Role.EMPLOYED),
                        Map.of(CASE, "COVERED", OWED, "1", LEVIES, "0", REFUNDED, "0.00")),
                Mechanism.of(
                        "E14",
                        "缴费后就业退费，停保后三个月内再参保",
                        "Refunded when employed; joins again within three months of losing the job",
                        life.who(Role.BETWEEN_JOBS),
                        Map.of(CASE, "COVERED", OWED, "1", REFUNDED, "660.00", WAITING_MONTHS, "0")),
                Mechanism.of(
                        "A4",
                        "取消被退回（有未结报销），列入待办，结清后取消",
                        "Cancellation refused while a claim is open: listed, and done once it is settled",
                        life.who(Role.CLAIMANT),
                        Map.of(CASE, "CANCELLED", REFUSED, "1", REGISTERED, "no", LEVIES, "0")));
    }

    private List<Mechanism> statuses() {
        return List.of(
                Mechanism.of(
                        "X10",
                        "低保与重残两份名单：低保止，重残续",
                        "On two lists: when the allowance ends, the disability counts",
                        life.who(Role.TWO_LISTS),
                        Map.of(CASE, "SUBSIDISED", CATEGORIES, "低保对象 重度残疾", FLAG, "重度残疾", LEVIES, "1")),
                Mechanism.of(
                        "A9",
                        "年中参保：等待三个月",
                        "Joins late: three months of waiting",
                        life.who(Role.LATE),
                        Map.of(CASE, "OWING", WAITING_MONTHS, "3", LEVIES, "1")),
                Mechanism.of(
                        "A9",
                        "年中认定特困：即时参保，不等待",
                        "Taken into care in March: covered at once, no waiting",
                        life.who(Role.RESCUED),
                        Map.of(CASE, "SUBSIDISED", CATEGORY, "特困人员", WAITING_MONTHS, "0", REGISTERED, "yes")),
                Mechanism.of(
                        "H7",
                        "商业补充保险由政府出资",
                        "A commercial supplement is paid for the poor",
                        life.who(Role.RESCUED),
                        Map.of(SUPPLEMENT, "SUBSIDISED 0.00 + 150.00")),
                Mechanism.of(
                        "J2",
                        "长护险随居民医保",
                        "Long-term care follows the residents' scheme",
                        life.who(Role.RESCUED),
                        Map.of(LONG_TERM_CARE, "COVERED")));
    }

    private List<Mechanism> lives() {
        return List.of(
                Mechanism.of(
                        "E10",
                        "待遇期前死亡：取消登记和核定",
                        "Died before the start: registration and levy are cancelled",
                        life.who(Role.DIES_BEFORE),
                        Map.of(CASE, "CANCELLED", REGISTERED, "no", LEVIES, "0", MESSAGES, "0")),
                Mechanism.of(
                        "E10",
                        "待遇期后死亡（卫健报早四天，以公安为准）：不退费",
                        "Died after the start (health names an earlier day; the police's counts): nothing goes back",
                        life.who(Role.DIES_AFTER),
                        Map.of(CASE, "COVERED", REFUNDED, "0.00", MESSAGES, "0")),
                Mechanism.of(
                        "E09",
                        "新生儿先凭出生证明、后有号码：一人一案，90天内参保",
                        "Newborn under a birth certificate, then a number: one person, covered within 90 days",
                        life.who(Role.NEWBORN),
                        Map.of(CASE, "COVERED", ONE_PERSON, "yes", WAITING_MONTHS, "0", MESSAGES, "0")));
    }

    private List<Mechanism> leads() {
        return List.of(
                Mechanism.of(
                        "H8",
                        "高额费用线索转民政，入户核查后认定资助",
                        "High cost: told to civil affairs, visited, identified, subsidised",
                        life.who(Role.COSTLY),
                        Map.of(
                                TOLD, "HIGH_COST",
                                LEADS, "HIGH_COST CLOSED VISITED",
                                CASE, "SUBSIDISED",
                                CATEGORY, "因病致贫")),
                Mechanism.of(
                        "E24",
                        "学校标注孤儿、不在任何名单：成为线索",
                        "A school marks an orphan who is on no list: a lead",
                        life.who(Role.ORPHAN),
                        Map.of(TOLD, "ORPHAN", LEADS, "ORPHAN SENT", CASE, "OWING")));
    }
}
