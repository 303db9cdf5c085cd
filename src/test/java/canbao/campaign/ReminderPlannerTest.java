package canbao.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.campaign.ReminderPlan.Audience;
import canbao.campaign.ReminderPlan.Stage;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.message.Due;
import canbao.model.message.PlanCounts;
import canbao.sms.MessageState;
import canbao.sms.MessageStore;
import canbao.testing.Platform;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReminderPlannerTest {
    private static final Stage FIRST = stage("first", LocalDate.of(2024, 11, 15), "【鹿城区医保局】" + "保".repeat(70));
    private static final Stage SECOND = stage("second", LocalDate.of(2024, 12, 15), "【鹿城区医保局】短");
    private static final ReminderPlan PLAN =
            new ReminderPlan("premium", 2025, Fen.ofYuan("660"), LocalDate.of(2024, 12, 31), List.of(FIRST, SECOND));
    private static final Actor DESK = Actor.hub("test");

    private static final Database DATABASE = Platform.database();
    private final MessageStore store = new MessageStore(DATABASE);

    @BeforeEach
    void empty() {
        DATABASE.run("TRUNCATE message, reminder, attempt, gateway_message, delivery_receipt, opt_out, lease");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void the_same_plan_twice_adds_nothing() {
        List<Due> due = IntStream.range(0, 1_200).mapToObj(i -> due(i, i)).toList();
        assertThat(plan(FIRST, due)).isEqualTo(new PlanCounts(1_200, 1_200, 2_400));
        assertThat(plan(FIRST, due)).isEqualTo(PlanCounts.NONE);
        assertThat(plan(SECOND, due)).isEqualTo(new PlanCounts(1_200, 1_200, 1_200));
        assertThat(store.counts()).containsEntry(MessageState.PLANNED, 2_400L);
    }

    @Test
    void siblings_share_one_message_even_across_batches_and_days() {
        // 900 people behind 300 phones: a phone's three people are in different batches.
        List<Due> due = IntStream.range(0, 900).mapToObj(i -> due(i, i % 300)).toList();
        assertThat(plan(FIRST, due)).isEqualTo(new PlanCounts(900, 300, 600));
        assertThat(plan(FIRST, List.of(due(5_000, 7)))).isEqualTo(new PlanCounts(1, 0, 0));
    }

    @Test
    void a_text_names_what_the_people_behind_the_phone_still_owe() {
        List<Due> due = IntStream.range(0, 1_200)
                .mapToObj(i -> owing(i, i % 600, i < 600 ? "40" : i == 600 ? "660" : "40.50"))
                .toList();
        plan(stage("first"), due);
        assertThat(texts()).hasSize(2).containsEntry("【鹿城区医保局】个人缴费40、660元", "{4000,66000}");
        assertThat(texts()).containsEntry("【鹿城区医保局】个人缴费40、40.50元", "{4000,4050}");
        plan(stage("second"), List.of(owing(9_000, 9_000, "40")));
        assertThat(texts()).containsEntry("【鹿城区医保局】个人缴费40元", "{4000}");
    }

    private static Stage stage(String name) {
        return stage(name, LocalDate.of(2024, 12, 15), "【鹿城区医保局】个人缴费{personal}元");
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        DATABASE.run("SELECT DISTINCT text, owed_fen::text FROM message")
                .forEach(row -> texts.put(row.getString(0), row.getString(1)));
        return texts;
    }

    @Test
    void e09_twins_share_a_text_and_children_with_other_days_behind_one_phone_have_their_own() {
        Stage stage = new Stage(
                "born-30",
                LocalDate.MIN,
                LocalDate.MAX,
                Audience.NEWBORNS,
                null,
                30,
                "【鹿城区医保局】请在{deadline}前缴费{personal}元");
        LocalDate first = LocalDate.of(2025, 1, 8);
        LocalDate second = LocalDate.of(2025, 1, 9);
        List<Due> due = List.of(newborn(1, 1, first), newborn(2, 1, first), newborn(3, 1, second));
        assertThat(plan(stage, due)).isEqualTo(new PlanCounts(3, 2, 2));
        assertThat(texts()).containsOnlyKeys("【鹿城区医保局】请在2025年1月8日前缴费660元", "【鹿城区医保局】请在2025年1月9日前缴费660元");
        assertThat(DATABASE.run("SELECT last_on FROM message ORDER BY 1").stream()
                        .map(row -> row.getLocalDate(0)))
                .containsExactly(first, second);
        assertThat(plan(stage, due)).isEqualTo(PlanCounts.NONE);
    }

    private static Due newborn(int person, int phone, LocalDate until) {
        Due due = due(person, phone);
        return new Due(due.person(), due.phoneKey(), due.maskedPhone(), due.owed(), until);
    }

    @Test
    void one_person_listed_twice_is_reminded_once() {
        assertThat(plan(FIRST, List.of(due(1, 1), due(1, 2)))).isEqualTo(new PlanCounts(1, 1, 2));
        assertThat(plan(FIRST, List.of(due(1, 3)))).isEqualTo(PlanCounts.NONE);
    }

    @Test
    void two_planners_at_once_add_each_message_once() {
        List<Due> due = IntStream.range(0, 1_000).mapToObj(i -> due(i, i / 2)).toList();
        List<PlanCounts> added =
                IntStream.range(0, 4).parallel().mapToObj(i -> plan(FIRST, due)).toList();
        assertThat(added.stream().reduce(PlanCounts.NONE, PlanCounts::plus))
                .isEqualTo(new PlanCounts(1_000, 500, 1_000));
    }

    @Test
    void nobody_due_is_nothing_to_plan() {
        assertThat(plan(FIRST, List.of())).isEqualTo(PlanCounts.NONE);
    }

    private PlanCounts plan(Stage stage, List<Due> due) {
        return new ReminderPlanner(PLAN, any -> Stream.of(due).flatMap(List::stream), store::plan).plan(stage, DESK);
    }

    private static Due due(int person, int phone) {
        return owing(person, phone, "660");
    }

    private static Due owing(int person, int phone, String yuan) {
        return new Due(
                new PersonKey(new UUID(1, person)),
                new UUID(2, phone),
                "138****%04d".formatted(phone),
                Fen.ofYuan(yuan));
    }

    private static Stage stage(String name, LocalDate date, String template) {
        return new Stage(name, date, LocalDate.of(2024, 12, 31), Audience.PUPILS, null, template);
    }
}
