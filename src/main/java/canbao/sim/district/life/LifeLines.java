package canbao.sim.district.life;

import canbao.sim.district.People;
import canbao.sim.district.Person;
import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** What police, tax and insurer say, as JSON texts in the words of each agency. */
record LifeLines(Map<Role, Person> people, Person numbered) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final String EMPLOYEE = "310";

    List<String> police(Turn turn) {
        return switch (turn) {
            case ARRIVALS -> List.of(moveIn(Role.PAID_TWICE, turn), moveIn(Role.EMPLOYED, turn));
            case STATUSES ->
                List.of(event(who(Role.NEWBORN), "出生登记", "20241212", turn).encode());
            case CHANGES ->
                List.of(event(who(Role.DIES_BEFORE), "死亡注销", "20241215", turn).encode());
            case NEW_YEAR ->
                List.of(
                        event(who(Role.DIES_AFTER), "死亡注销", "20250103", turn).encode(),
                        event(numbered, "出生登记", "20241212", turn)
                                .put("CSYXZMBH", who(Role.NEWBORN).certificate())
                                .encode());
            case MARCH -> List.of(event(who(Role.LATE), "迁入", "20241020", turn).encode());
            case SECOND_TRY, ANSWERS, SETTLED -> List.of();
        };
    }

    List<String> payments(Turn turn) {
        return switch (turn) {
            case ARRIVALS ->
                List.of(
                        paid(Role.BETWEEN_JOBS, "20241210093000", "浙里办"),
                        paid(Role.PAID_FIRST, "20241125101500", "微信"),
                        paid(Role.DIES_AFTER, "20241209140000", "支付宝"));
            case CHANGES ->
                List.of(
                        paid(Role.PAID_TWICE, "20241216100000", "税务二维码"),
                        paid(Role.PAID_TWICE, "20241216180000", "银行批扣"));
            case ANSWERS ->
                List.of(
                        paid(Role.BETWEEN_JOBS, "20250108110000", "浙里办"),
                        payment(numbered, "20250108113000", "浙里办", "NEWBORN").encode());
            case STATUSES, SECOND_TRY, NEW_YEAR, MARCH, SETTLED -> List.of();
        };
    }

    List<String> coverage(Turn turn) {
        return switch (turn) {
            case CHANGES ->
                List.of(
                        employed(Role.EMPLOYED, "20241201", "", turn),
                        employed(Role.BETWEEN_JOBS, "20241201", "", turn),
                        employed(Role.CLAIMANT, "20241201", "", turn));
            // The insurer says it again when the claim is settled: with that, cancelling is asked for again.
            case SECOND_TRY -> List.of(employed(Role.CLAIMANT, "20241215", "", turn));
            case NEW_YEAR -> List.of(employed(Role.BETWEEN_JOBS, "20241201", "20241231", turn));
            case ARRIVALS, STATUSES, ANSWERS, MARCH, SETTLED -> List.of();
        };
    }

    String insured() {
        Person person = who(Role.MISMATCHED);
        return new JsonObject()
                        .put("psn_insu_rlts_id", "RLTS-MISMATCHED")
                        .put("psn_no", "PMISMATCHED")
                        .put("psn_cert_type", "01")
                        .put("certno", person.certificate())
                        .put("psn_name", person.name())
                        .put("insutype", "390")
                        .put("psn_insu_stas", "1")
                        .put("psn_type", "1403")
                        .put("begn_ym", "202501")
                        .put("insu_admdvs", People.LOCAL)
                        .put("updt_time", "20241213083000")
                        .encode()
                + "\n";
    }

    List<String> costs() {
        Person person = who(Role.COSTLY);
        return List.of(new JsonObject()
                .put("certno", person.certificate())
                .put("psn_name", person.name())
                .put("year", "2024")
                .put("selfpay", "48600.00")
                .put("enddate", "20241231")
                .put("time", "20250106070000")
                .encode());
    }

    private Person who(Role role) {
        Person person = people.get(role);
        if (person == null) {
            throw new IllegalArgumentException("nobody is " + role);
        }
        return person;
    }

    private String moveIn(Role role, Turn turn) {
        return event(who(role), "迁入", "20241202", turn).encode();
    }

    private static JsonObject event(Person person, String what, String day, Turn turn) {
        boolean identified = person.certificate().length() == 18;
        return new JsonObject()
                .put(identified ? "GMSFHM" : "CSYXZMBH", person.certificate())
                .put("XM", person.name())
                .put("SJLX", what)
                .put("SJRQ", day)
                .put("XGSJ", before(turn))
                .put("LXDH", person.phone());
    }

    private String paid(Role role, String at, String channel) {
        return payment(who(role), at, channel, role.name()).encode();
    }

    private static JsonObject payment(Person person, String at, String channel, String number) {
        return new JsonObject()
                .put("zsuuid", "L-" + number.replace('_', '-') + "-" + at)
                .put("jfrsbh", person.certificate())
                .put("jfrmc", person.name())
                .put("ssnd", "2025")
                .put("sjje", "660.00")
                .put("jylx", "缴费")
                .put("jysj", at)
                .put("qd", channel);
    }

    private String employed(Role role, String begin, String end, Turn turn) {
        Person person = who(role);
        return new JsonObject()
                .put("certno", person.certificate())
                .put("psn_name", person.name())
                .put("insutype", EMPLOYEE)
                .put("insu_admdvs", People.LOCAL)
                .put("begin", begin)
                .put("end", end)
                .put("time", before(turn))
                .encode();
    }

    private static String before(Turn turn) {
        LocalDateTime known = turn.at().minusMinutes(30);
        return known.format(STAMP);
    }
}
