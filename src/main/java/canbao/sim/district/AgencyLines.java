package canbao.sim.district;

import canbao.sim.district.Pupil.Fate;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** What police, tax and insurer say, as JSON texts in the words of each agency. */
final class AgencyLines {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final LocalDateTime AT_PLAN = LocalDateTime.of(2024, 11, 18, 8, 0);

    private final long seed;
    private final List<Pupil> pupils;
    private final CivilList civil;
    private final Movers movers;

    /** People whom only the police know. */
    record Movers(List<Person> newborns, List<Person> in, List<Person> out) {
        static Movers of(People people) {
            LocalDate old = LocalDate.of(1960, 1, 1);
            LocalDate young = LocalDate.of(2015, 12, 31);
            List<Person> newborns = new ArrayList<>();
            List<Person> in = new ArrayList<>();
            List<Person> out = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                newborns.add(people.newborn(LocalDate.of(2024, 10, 1), LocalDate.of(2024, 11, 8)));
            }
            for (int i = 0; i < 40; i++) {
                in.add(people.person(People.ELSEWHERE[i % People.ELSEWHERE.length], old, young));
            }
            for (int i = 0; i < 25; i++) {
                out.add(people.person(People.LOCAL, old, young));
            }
            return new Movers(newborns, in, out);
        }

        @Override
        public String toString() {
            return "Movers[…]";
        }
    }

    AgencyLines(long seed, List<Pupil> pupils, CivilList civil, Movers movers) {
        this.seed = seed;
        this.pupils = pupils;
        this.civil = civil;
        this.movers = movers;
    }

    List<String> policeEvents(Moment moment) {
        return switch (moment) {
            case BEFORE_PLAN -> policeBeforePlan();
            case BETWEEN_PLAN_AND_SEND ->
                events(who(Fate.DIED_BEFORE_SEND), "死亡注销", LocalDate.of(2024, 11, 18), AT_PLAN.plusHours(3));
            case AFTER_SEND -> List.of();
        };
    }

    private List<String> policeBeforePlan() {
        LocalDate october = LocalDate.of(2024, 10, 20);
        LocalDateTime november = LocalDateTime.of(2024, 11, 1, 7, 0);
        List<String> lines = new ArrayList<>();
        movers.newborns().forEach(child -> lines.add(event(child, "出生登记", child.birth(), november)));
        lines.addAll(events(civil.deceased(), "死亡注销", october, november));
        lines.addAll(events(who(Fate.DIED_BEFORE_PLAN), "死亡注销", october.plusDays(9), november.plusDays(6)));
        lines.addAll(events(movers.in(), "迁入", october.minusDays(5), november));
        lines.addAll(events(movers.out(), "迁出", october.minusDays(3), november));
        lines.addAll(events(who(Fate.MOVED_OUT), "迁出", october.minusDays(1), november.plusDays(2)));
        return lines;
    }

    private static List<String> events(List<Person> people, String what, LocalDate on, LocalDateTime changed) {
        return people.stream().map(person -> event(person, what, on, changed)).toList();
    }

    private static String event(Person person, String what, LocalDate on, LocalDateTime changed) {
        boolean identified = person.certificate().length() == 18;
        return new JsonObject()
                .put(identified ? "GMSFHM" : "CSYXZMBH", person.certificate())
                .put("XM", person.name())
                .put("SJLX", what)
                .put("SJRQ", on.format(DateTimeFormatter.BASIC_ISO_DATE))
                .put("XGSJ", changed.format(STAMP))
                .put("LXDH", person.phone())
                .encode();
    }

    List<String> payments(Moment moment) {
        List<String> lines = new ArrayList<>();
        switch (moment) {
            case BEFORE_PLAN -> {
                pay(lines, Fate.PAID_BEFORE_PLAN, "缴费", AT_PLAN.minusDays(9));
                pay(lines, Fate.REFUNDED, "缴费", AT_PLAN.minusDays(12));
                pay(lines, Fate.REFUNDED_SEPARATELY, "缴费", AT_PLAN.minusDays(12));
                pay(lines, Fate.REFUNDED, "退费", AT_PLAN.minusDays(4));
                pay(lines, Fate.REFUNDED_SEPARATELY, "退费", AT_PLAN.minusDays(4));
                pay(lines, Fate.DEBIT_FAILED, "批扣失败", AT_PLAN.minusDays(3));
                pay(lines, Fate.PAID_LAST_YEAR, "缴费", AT_PLAN.minusDays(40));
            }
            case BETWEEN_PLAN_AND_SEND -> pay(lines, Fate.PAID_BEFORE_SEND, "缴费", AT_PLAN.plusHours(2));
            case AFTER_SEND -> pay(lines, Fate.PAID_AFTER_SEND, "缴费", AT_PLAN.plusDays(2));
        }
        return lines;
    }

    private void pay(List<String> lines, Fate fate, String what, LocalDateTime from) {
        String[] channels = {"浙里办", "微信", "支付宝", "银行批扣"};
        List<Person> payers = who(fate);
        boolean ownNumber = fate == Fate.REFUNDED_SEPARATELY && what.equals("退费");
        for (int i = 0; i < payers.size(); i++) {
            lines.add(new JsonObject()
                    .put("zsuuid", number(fate + "/" + i + (ownNumber ? "/退" : "")))
                    .put("jfrsbh", payers.get(i).certificate())
                    .put("jfrmc", payers.get(i).name())
                    .put("ssnd", fate == Fate.PAID_LAST_YEAR ? "2024" : "2025")
                    .put("sjje", fate == Fate.PAID_LAST_YEAR ? "580.00" : "660.00")
                    .put("jylx", what)
                    .put("jysj", from.plusSeconds(37L * i).format(STAMP))
                    .put("qd", what.equals("批扣失败") ? "银行批扣" : channels[i % channels.length])
                    .encode());
        }
    }

    private String number(String payment) {
        return UUID.nameUUIDFromBytes((seed + "/" + payment).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    List<String> coverage() {
        List<String> lines = new ArrayList<>();
        for (Pupil pupil : pupils) {
            switch (pupil.fate()) {
                case INSURED_ELSEWHERE -> lines.add(elsewhere(pupil, lines.size() % 3 == 0 ? "" : "20251231"));
                case ELSEWHERE_LAST_YEAR -> lines.add(elsewhere(pupil, "20241231"));
                case EMPLOYEE -> lines.add(cover(pupil.person(), "310", People.LOCAL, ""));
                default -> {}
            }
        }
        civil.employees().forEach(person -> lines.add(cover(person, "310", People.LOCAL, "")));
        return lines;
    }

    private static String elsewhere(Pupil pupil, String end) {
        String area = pupil.seat().nonLocal() ? pupil.seat().area() : People.ELSEWHERE[0];
        return cover(pupil.person(), "390", area, end);
    }

    private static String cover(Person person, String insutype, String area, String end) {
        return new JsonObject()
                .put("certno", person.certificate())
                .put("psn_name", person.name())
                .put("insutype", insutype)
                .put("insu_admdvs", area)
                .put("begin", "20240101")
                .put("end", end)
                .put("time", "20241031180000")
                .encode();
    }

    private List<Person> who(Fate fate) {
        Predicate<Pupil> so = pupil -> pupil.fate() == fate;
        return pupils.stream().filter(so).map(Pupil::person).toList();
    }
}
