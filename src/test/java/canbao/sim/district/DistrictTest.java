package canbao.sim.district;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Sm3;
import canbao.sim.district.Plan.Peace;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/** Reads the files as a stranger would, and counts again what the plan promises. */
class DistrictTest {
    private static final District DISTRICT = District.of(7);
    private static final Set<String> RESCUED =
            Set.of("城市特困", "农村特困", "131", "132", "城市低保", "农村低保", "110", "120", "低保边缘户", "600", "因病致贫家庭");

    @Test
    void the_same_seed_gives_the_same_bytes() {
        assertThat(everything(District.of(7))).isEqualTo(everything(DISTRICT));
    }

    @Test
    void another_seed_gives_other_people_and_the_same_totals() {
        District other = District.of(8);
        Set<String> common = new HashSet<>(DISTRICT.trueNames().keySet());
        common.retainAll(other.trueNames().keySet());
        assertThat(common).hasSizeLessThan(400);
        assertThat(other.plan().month1()).isEqualTo(DISTRICT.plan().month1());
        assertThat(other.plan().month2()).isEqualTo(DISTRICT.plan().month2());
        assertThat(other.plan().schools()).isEqualTo(DISTRICT.plan().schools());
        assertThat(other.plan().payments()).isEqualTo(DISTRICT.plan().payments());
        assertThat(other.plan().reminders())
                .hasToString(DISTRICT.plan().reminders().toString());
    }

    @Test
    void the_plan_has_the_published_totals() {
        Plan plan = DISTRICT.plan();
        assertThat(plan.month1()).isEqualTo(new Plan.MonthOne(11_825, 11_817, 1582, 1040, 5, 3, 1));
        assertThat(plan.month1().minorsOther()).isEqualTo(542);
        assertThat(plan.month1().adults()).isEqualTo(10_235);
        assertThat(plan.month1().personalWaivedFen()).isEqualTo(779_922_000L);
        assertThat(plan.month1().minorsWaivedFen()).isEqualTo(104_412_000L);
        assertThat(plan.schools().school1Pupils()).isEqualTo(1075);
        assertThat(plan.schools().school1NonLocal()).isEqualTo(994);
        assertThat(plan.month2().added()).isEqualTo(137);
        assertThat(plan.month2().changed()).isEqualTo(89);
        assertThat(plan.month2().withdrawn()).isEqualTo(64);
        assertThat(plan.month2().unchanged()).isEqualTo(11_825 - 89 - 64 - 1);
    }

    @Test
    void november_s_list_says_so_too() {
        Set<String> out = new HashSet<>();
        policeEvents("死亡注销").forEach(event -> out.add(event.getString("GMSFHM")));
        covers("310").forEach(cover -> out.add(cover.getString("certno")));
        List<String[]> rows = list(ListVersion.MONTH1_CORRECTED).stream()
                .filter(row -> !out.contains(row[0]))
                .toList();
        List<String[]> minors = rows.stream().filter(DistrictTest::minor).toList();
        assertThat(rows).hasSize(11_817);
        assertThat(minors).hasSize(1582);
        assertThat(minors.stream().filter(row -> RESCUED.contains(row[2]))).hasSize(1040);
        assertThat(rows.stream().filter(row -> !minor(row))).allMatch(row -> RESCUED.contains(row[2]));
        assertThat(rows.stream().map(DistrictTest::birth))
                .contains(LocalDate.of(2007, 1, 1), LocalDate.of(2006, 1, 2), LocalDate.of(2006, 1, 1));
    }

    @Test
    void every_number_follows_gb_11643_and_nobody_has_two() {
        List<String> numbers = new ArrayList<>();
        DISTRICT.trueNames().keySet().stream()
                .filter(number -> number.length() == 18)
                .forEach(numbers::add);
        assertThat(numbers).hasSizeGreaterThan(16_000).allMatch(DistrictTest::valid);
        assertThat(valid("11010519491231002X")).isTrue();
        assertThat(valid("110105194912310021")).isFalse();
        for (ListVersion version : List.of(ListVersion.MONTH1_FIRST, ListVersion.MONTH2)) {
            assertThat(list(version).stream().map(row -> row[0])).doesNotHaveDuplicates();
        }
    }

    @Test
    void exactly_one_name_is_wrong_in_the_first_list_and_right_in_the_correction() {
        assertThat(wrongNames(ListVersion.MONTH1_FIRST)).isEqualTo(1);
        assertThat(wrongNames(ListVersion.MONTH1_CORRECTED)).isZero();
        assertThat(DISTRICT.hardshipCsv(ListVersion.MONTH1_RESENT))
                .isEqualTo(DISTRICT.hardshipCsv(ListVersion.MONTH1_CORRECTED));
        assertThat(ListVersion.MONTH1_RESENT.fileName()).isEqualTo(ListVersion.MONTH1_CORRECTED.fileName());
        assertThat(DISTRICT.hardshipCsv(ListVersion.MONTH1_AGAIN))
                .isEqualTo(DISTRICT.hardshipCsv(ListVersion.MONTH1_CORRECTED));
    }

    @Test
    void december_s_list_differs_as_planned() {
        Map<String, String[]> before = byNumber(list(ListVersion.MONTH1_CORRECTED));
        Map<String, String[]> after = byNumber(list(ListVersion.MONTH2));
        assertThat(after.keySet().stream().filter(number -> !before.containsKey(number)))
                .hasSize(137);
        assertThat(before.keySet().stream().filter(number -> !after.containsKey(number)))
                .hasSize(64);
        List<String> changed = after.keySet().stream()
                .filter(before::containsKey)
                .filter(number -> !canonical(of(before, number)).equals(canonical(of(after, number))))
                .toList();
        assertThat(changed).hasSize(89 + 1);
        assertThat(changed.stream()
                        .filter(number -> canonical(of(after, number)).contains("困境儿重")))
                .singleElement()
                .satisfies(number -> assertThat(minor(of(after, number))).isTrue());
    }

    @Test
    void the_truncated_list_ends_with_a_row() {
        String text = text(ListVersion.MONTH2_TRUNCATED);
        assertThat(text).endsWith("\r\n");
        assertThat(text(ListVersion.MONTH2)).startsWith(text);
        assertThat(list(ListVersion.MONTH2_TRUNCATED))
                .hasSize(list(ListVersion.MONTH2).size() * 2 / 5);
    }

    @Test
    void the_defective_list_has_every_defect_once_and_leaves_one_person_out() {
        List<String[]> good = list(ListVersion.MONTH2);
        List<String[]> bad = list(ListVersion.MONTH2_DEFECTIVE);
        Map<Defect, Integer> lines = DISTRICT.plan().month2().defects();
        assertThat(lines).containsOnlyKeys(Defect.values());
        Set<String> goodLines = good.stream().map(row -> String.join(",", row)).collect(Collectors.toSet());
        Set<Integer> differing = new TreeSet<>();
        for (int i = 0; i < bad.size(); i++) {
            if (!goodLines.contains(String.join(",", bad.get(i)))) {
                differing.add(i + 2);
            }
        }
        assertThat(differing).isEqualTo(new TreeSet<>(lines.values()));
        assertThat(bad).hasSize(good.size() - 1 + 1);
        assertThat(bad.get(lines.getOrDefault(Defect.FIELD_COUNT, 0) - 2)).hasSize(3);
        assertThat(valid(bad.get(lines.getOrDefault(Defect.BAD_CHECK_DIGIT, 0) - 2)[0]))
                .isFalse();
        assertThat(valid(bad.get(lines.getOrDefault(Defect.IMPOSSIBLE_BIRTH, 0) - 2)[0]))
                .isTrue();
        Set<String> absent = new HashSet<>(byNumber(good).keySet());
        absent.removeAll(byNumber(bad).keySet());
        assertThat(absent).hasSize(4 + 1);
        assertThat(list(ListVersion.MONTH2_BLANK_CERTIFICATE).stream().filter(row -> row[0].isEmpty()))
                .hasSize(1);
    }

    @Test
    void rosters_open_and_hold_the_planned_pupils() throws IOException {
        int pupils = 0;
        int entitled = 0;
        Set<String> listed = byNumber(list(ListVersion.MONTH1_FIRST)).keySet();
        for (School school : DISTRICT.schools()) {
            List<Row> rows = roster(school);
            assertThat(rows).hasSize(school.size() + 1);
            assertThat(rows.getFirst().getCellText(5)).isEqualTo("身份证件号");
            List<Row> data = rows.subList(1, rows.size());
            assertThat(data).allMatch(row -> row.getCellText(0).equals(school.code()));
            assertThat(data).allMatch(row -> row.getCellText(5).substring(6, 14).equals(row.getCellText(3)));
            assertThat(data.stream().filter(row -> row.getCellText(10).equals("是")))
                    .hasSize(school.nonLocal());
            pupils += data.size();
            entitled += (int) data.stream()
                    .filter(row -> listed.contains(row.getCellText(5)))
                    .count();
        }
        assertThat(pupils).isEqualTo(DISTRICT.plan().schools().pupils());
        assertThat(entitled).isEqualTo(120);
    }

    /** The desk's job done by hand, from the files alone. */
    @Test
    void the_guardians_to_remind_follow_from_the_files() throws IOException {
        Set<String> peace =
                new HashSet<>(byNumber(list(ListVersion.MONTH1_CORRECTED)).keySet());
        List<String> payments = new ArrayList<>(DISTRICT.payments(Moment.BEFORE_PLAN));
        payments.addAll(DISTRICT.payments(Moment.BETWEEN_PLAN_AND_SEND));
        Map<String, Integer> paid = new HashMap<>();
        for (String line : payments) {
            JsonObject payment = new JsonObject(line);
            if (payment.getString("ssnd").equals("2025")) {
                int sign = Map.of("缴费", 1, "退费", -1).getOrDefault(payment.getString("jylx"), 0);
                paid.merge(payment.getString("jfrsbh"), sign, Integer::sum);
            }
        }
        paid.forEach((number, sum) -> peace.addAll(sum > 0 ? Set.of(number) : Set.of()));
        policeEvents("死亡注销").forEach(event -> peace.add(event.getString("GMSFHM")));
        DISTRICT.coverage().stream()
                .map(JsonObject::new)
                .filter(cover -> !cover.getString("end").equals("20241231"))
                .forEach(cover -> peace.add(cover.getString("certno")));
        Map<String, Set<Boolean>> owing = new HashMap<>();
        int pupilsAtSend = 0;
        for (School school : DISTRICT.schools()) {
            List<Row> rows = roster(school);
            for (Row row : rows.subList(1, rows.size())) {
                boolean owes = !peace.contains(row.getCellText(5));
                owing.computeIfAbsent(row.getCellText(12), phone -> new HashSet<>())
                        .add(owes);
                pupilsAtSend += owes ? 1 : 0;
            }
        }
        Plan.Reminders planned = DISTRICT.plan().reminders();
        Set<String> once = owing.keySet().stream()
                .filter(phone -> owing.getOrDefault(phone, Set.of()).contains(true))
                .collect(Collectors.toSet());
        assertThat(planned.once()).isEqualTo(once);
        assertThat(planned.pupilsAtSend()).isEqualTo(pupilsAtSend).isGreaterThan(once.size());
        assertThat(planned.pupilsAtPlan()).isEqualTo(pupilsAtSend + 146 + 2);
        assertThat(planned.never()).doesNotContainKeys(once.toArray(String[]::new));
        assertThat(owing.values()).as("families of which one pupil owes").contains(Set.of(true, false));
        for (Peace reason : Peace.values()) {
            assertThat(planned.never(reason) > 0).as(reason.name()).isEqualTo(reason != Peace.NONE);
        }
    }

    @Test
    void police_know_thirty_newborns_forty_who_came_and_twenty_five_who_went() {
        assertThat(policeEvents("出生登记")).hasSize(30).allMatch(event -> !event.containsKey("GMSFHM"));
        assertThat(policeEvents("迁入")).hasSize(40);
        assertThat(policeEvents("迁出")).hasSize(25 + 7);
        assertThat(policeEvents("死亡注销")).hasSize(5 + 8);
    }

    @Test
    void names_include_a_dot_and_characters_outside_the_first_plane() {
        String text = text(ListVersion.MONTH1_FIRST);
        assertThat(text).contains("·").contains("𬍛").contains("䶮").doesNotContain("?", "\ufffd");
    }

    @Test
    void nobody_prints_personal_data() {
        String phone = DISTRICT.plan().reminders().once().iterator().next();
        assertThat(DISTRICT.plan().toString()).doesNotContain(phone);
        assertThat(new Person("110105194912310021", "王芳", LocalDate.EPOCH, phone).toString())
                .doesNotContain("1101", "王芳", phone);
    }

    private static List<String> everything(District district) {
        List<String> all = new ArrayList<>(district.coverage());
        for (Moment moment : Moment.values()) {
            all.addAll(district.policeEvents(moment));
            all.addAll(district.payments(moment));
        }
        for (ListVersion version : ListVersion.values()) {
            all.add(Sm3.hex(district.hardshipCsv(version)));
        }
        for (School school : district.schools()) {
            all.add(Sm3.hex(district.rosterXlsx(school)));
        }
        return all;
    }

    private static List<JsonObject> policeEvents(String what) {
        List<String> lines = new ArrayList<>();
        for (Moment moment : Moment.values()) {
            lines.addAll(DISTRICT.policeEvents(moment));
        }
        return lines.stream()
                .map(JsonObject::new)
                .filter(event -> event.getString("SJLX").equals(what))
                .toList();
    }

    private static List<JsonObject> covers(String insutype) {
        return DISTRICT.coverage().stream()
                .map(JsonObject::new)
                .filter(cover -> cover.getString("insutype").equals(insutype))
                .toList();
    }

    private static List<Row> roster(School school) throws IOException {
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(DISTRICT.rosterXlsx(school)))) {
            return book.getFirstSheet().read();
        }
    }

    private static String text(ListVersion version) {
        try {
            return Charset.forName("GB18030")
                    .newDecoder()
                    .decode(ByteBuffer.wrap(DISTRICT.hardshipCsv(version)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not GB18030", e);
        }
    }

    private static List<String[]> list(ListVersion version) {
        return Arrays.stream(text(version).split("\r\n", -1))
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static Map<String, String[]> byNumber(List<String[]> rows) {
        Map<String, String[]> found = new HashMap<>();
        rows.forEach(row -> found.put(row[0].replace('x', 'X'), row));
        return found;
    }

    private static String[] of(Map<String, String[]> rows, String number) {
        return Objects.requireNonNull(rows.get(number));
    }

    private static String canonical(String[] row) {
        List<String> copy = new ArrayList<>(List.of(row).subList(1, row.length));
        copy.set(
                1,
                Map.of("110", "城市低保", "120", "农村低保", "131", "城市特困", "132", "农村特困", "600", "低保边缘户")
                        .getOrDefault(row[2], row[2].replace('（', '(').replace('）', ')')));
        return String.join("|", copy);
    }

    private static long wrongNames(ListVersion version) {
        Map<String, String> names = DISTRICT.trueNames();
        return list(version).stream()
                .filter(row -> !row[1].equals(names.get(row[0])))
                .count();
    }

    private static LocalDate birth(String[] row) {
        return LocalDate.parse(row[0].substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static boolean minor(String[] row) {
        return birth(row).until(LocalDate.of(2025, 1, 1)).getYears() <= 18;
    }

    /** ISO 7064 MOD 11-2 by its definition: the number read in powers of two is 1 modulo 11. */
    private static boolean valid(String number) {
        int sum = 0;
        for (int i = 0; i < 18; i++) {
            int digit = i == 17 && number.charAt(i) == 'X' ? 10 : number.charAt(i) - '0';
            sum = (2 * sum + digit) % 11;
        }
        return sum == 1;
    }
}
