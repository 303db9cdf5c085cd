package canbao.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.message.SmsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderPlanReaderTest {
    private static final Path FILE = Path.of("config/reminders/premium-2025.yaml");

    @Test
    void the_plan_of_2025_says_what_a_parent_needs_and_nothing_else() throws IOException {
        ReminderPlan plan = read(Files.readString(FILE));
        assertThat(plan.stages().subList(0, 4)).allSatisfy(stage -> {
            String day = stage.date().isAfter(plan.deadline()) ? "2025年2月28日" : "2024年12月31日";
            assertThat(stage.text(List.of(plan.personal())))
                    .startsWith("【鹿城区医保局】")
                    .contains("2025年", day, "660元", "12393", "12366", "拒收请回复R")
                    .doesNotContain("{", "http");
            assertThat(SmsText.segments(stage.text(List.of(plan.personal())))).isLessThanOrEqualTo(2);
        });
    }

    @Test
    void a_stage_begins_on_its_day_and_none_after_the_deadline() throws IOException {
        ReminderPlan plan = read(Files.readString(FILE));
        assertThat(names(plan, "2024-11-17")).isEmpty();
        assertThat(names(plan, "2024-11-18")).containsExactly("first");
        assertThat(names(plan, "2024-12-31")).containsExactly("last-call");
    }

    @Test
    void e21_at_the_start_of_cover_and_before_the_extension_ends_who_is_late_is_told_of_the_waiting_period()
            throws IOException {
        ReminderPlan plan = read(Files.readString(FILE));
        assertThat(names(plan, "2025-01-01")).containsExactly("benefit-start");
        assertThat(names(plan, "2025-02-17")).containsExactly("benefit-start");
        assertThat(names(plan, "2025-02-28")).containsExactly("extension-end");
        assertThat(names(plan, "2025-03-01")).isEmpty();
        assertThat(plan.stages().subList(2, 4))
                .allSatisfy(stage ->
                        assertThat(stage.text(List.of(plan.personal()))).contains("2025年2月28日", "3个月等待期"));
        Problems problems = new Problems();
        String silent = Files.readString(FILE).replace("此后参保设{waiting}。", "");
        ReminderPlanReader.read(YamlNode.parse(silent, "plan.yaml", problems));
        assertThat(problems.found()).extracting(Problem::rule).containsExactly("does not say {waiting}");
    }

    @Test
    void e19_three_days_before_a_batch_debit_people_are_told_and_after_it_those_whose_debit_failed()
            throws IOException {
        ReminderPlan plan = read(Files.readString(FILE) + """
                  - name: debit-1210
                    audience: debit
                    debit: 2024-12-10
                    text: "{debit}将通过您签约的银行卡批量扣缴{year}年度居民医保{personal}元，请确保余额充足，已缴请忽略。咨询12393、12366。拒收请回复R"
                  - name: failed-1210
                    audience: debit-failed
                    debit: 2024-12-10
                    text: "{debit}批量扣缴{year}年度居民医保{personal}元未成功，请改用其他方式缴费，已缴请忽略。咨询12393、12366。拒收请回复R"
                """);
        assertThat(names(plan, "2024-12-06")).containsExactly("first");
        assertThat(names(plan, "2024-12-07")).containsExactly("first", "debit-1210");
        assertThat(names(plan, "2024-12-10")).containsExactly("first", "debit-1210");
        assertThat(names(plan, "2024-12-11")).containsExactly("first", "failed-1210");
        assertThat(plan.stage("debit-1210").orElseThrow().text(List.of(plan.personal())))
                .contains("2024年12月10日", "660元");
    }

    @Test
    void e09_a_newborns_guardian_is_told_on_the_childs_own_days_and_until_when() throws IOException {
        ReminderPlan plan = read(Files.readString(FILE));
        LocalDate day = LocalDate.of(2025, 6, 30);
        List<ReminderPlan.Stage> newborns = plan.stagesOn(day);
        assertThat(newborns).extracting(ReminderPlan.Stage::name).containsExactly("born-30", "born-60", "born-80");
        assertThat(newborns).allSatisfy(stage -> {
            String text = stage.text(List.of(plan.personal()), LocalDate.of(2025, 8, 29));
            assertThat(text).contains("2025年8月29日", "660元", "新生儿").doesNotContain("{");
            assertThat(SmsText.segments(text)).isLessThanOrEqualTo(2);
        });
        assertThat(plan.born(newborns.get(0), day))
                .as("from the 30th day to the one before the 60th")
                .containsExactly(day.minusDays(59), day.minusDays(30));
        assertThat(plan.born(newborns.get(2), day)).containsExactly(day.minusDays(366), day.minusDays(80));
    }

    private static List<String> names(ReminderPlan plan, String day) {
        return plan.stagesOn(LocalDate.parse(day)).stream()
                .filter(stage -> stage.audience() != ReminderPlan.Audience.NEWBORNS)
                .map(ReminderPlan.Stage::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "拒收请回复R|请回复|does not contain 拒收请回复R",
                "{personal}|660|does not say {personal}",
                "浙里办|https://zlb.cn/x|must not hold a link",
                "中学生|中低保学生|must not name a category of help",
                "{year}年度城乡|{name}{year}年度城乡|unknown placeholder {name}",
                "您好，|您好，您好，您好，您好，您好，您好，您好，您好，您好，您好，您好，您好，您好，您好，您好，|more than 2 segments",
                "name: last-call|name: first|two stages are called first",
                "2024-12-20|2025-03-20|out of order or after the deadline",
                "messagesPerPhoneAndStage: 1|messagesPerPhoneAndStage: 2|must be 1",
                "audience: pupils|audience: everybody|must be one of",
                "afterBirth: 30|afterBirth: 0|between 1 and 365",
                "afterBirth: 60|afterBirth: 30|afterBirth of born-60 is out of order",
                "afterBirth: 80|date: 2024-12-01|required",
                "在{deadline}前（含当日）参保|参保|does not say {deadline}",
                "新生儿可在{deadline}|新生儿{debit}可在{deadline}|unknown placeholder {debit}",
                "topic: premium|topik: premium|unknown key"
            })
    void what_must_not_reach_a_handset_is_refused_with_place_and_fix(String good, String bad, String rule)
            throws IOException {
        String text = Files.readString(FILE);
        assertThat(text).contains(good);
        Problems problems = new Problems();
        ReminderPlanReader.read(YamlNode.parse(text.replace(good, bad), "plan.yaml", problems));
        assertThat(problems.found()).extracting(Problem::rule).anyMatch(found -> found.contains(rule));
        assertThat(problems.found())
                .allSatisfy(problem -> assertThat(problem.place()).matches("\\d+.*"));
    }

    private static ReminderPlan read(String text) {
        Problems problems = new Problems();
        ReminderPlan plan = ReminderPlanReader.read(YamlNode.parse(text, "plan.yaml", problems));
        assertThat(problems.found()).isEmpty();
        return plan;
    }
}
