package canbao.runtime.desk;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.campaign.ReminderPlan;
import canbao.campaign.ReminderPlanner;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.ledger.CaseLoop;
import canbao.ledger.show.WorkStore;
import canbao.model.Actor;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.message.Due;
import canbao.model.message.PlanCounts;
import canbao.model.message.PlannedMessage;
import canbao.policy.Policy;
import canbao.runtime.DuePeople;
import canbao.testing.Platform;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwedRemindersTest {
    private final Database database = Platform.database();
    private final TryPeople world = new TryPeople(database);
    private final WorkStore work = new WorkStore(database);

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void e20_a_pupil_whose_premium_is_partly_paid_for_him_is_reminded_of_his_part_and_only_while_he_owes_it() {
        String part = TryPeople.number(1);
        String whole = TryPeople.number(2);
        CaseLoop engine =
                world.engine(Policy.draft(Path.of("src/test/resources/policies/parts-2025.yaml"), new Problems()));
        world.say(
                TryPeople.pupil(part).phoned("13800000001"),
                TryPeople.poor(part),
                TryPeople.pupil(whole).phoned("13800000002"));
        world.settleWith(engine, part, whole);
        assertThat(world.state(part)).isEqualTo("PART_OWING");
        assertThat(texts()).anyMatch(text -> text.contains("个人缴费300元")).anyMatch(text -> text.contains("个人缴费660元"));
        assertThat(texts()).filteredOn(text -> text.contains("660元")).hasSize(1);
        assertThat(owed(part)).containsExactly(Map.entry(TryPeople.person(part), Fen.ofYuan("300")));
        assertThat(owed(whole)).containsExactly(Map.entry(TryPeople.person(whole), Fen.ofYuan("660")));
    }

    @Test
    void e25_nobody_is_reminded_of_whom_the_town_says_why_he_does_not_pay_until_the_day_after_its_last() {
        String refuses = TryPeople.number(11);
        String dead = TryPeople.number(12);
        world.say(
                TryPeople.pupil(refuses).phoned("13800000011"),
                TryPeople.pupil(dead).phoned("13800000012"));
        world.decide();
        assertThat(owed(refuses)).hasSize(1);
        world.say(town(refuses, "REFUSED", "2024-11-15"), town(dead, "DECEASED", ""));
        world.decide();
        assertThat(owed(refuses)).isEmpty();
        assertThat(owed(dead))
                .as("a message that was planned already is stopped too")
                .isEmpty();
        assertThat(reminded()).doesNotContain(TryPeople.person(refuses), TryPeople.person(dead));
        assertThat(work.unpaidByReason()).containsEntry("DECEASED", 1L).containsEntry("REFUSED", 1L);
        assertThat(work.unpaid("REFUSED", new UUID(0, 0), 10))
                .singleElement()
                .satisfies(one -> assertThat(one.until()).isEqualTo("2024-11-15"));
        world.nextDay().tick();
        assertThat(owed(refuses)).hasSize(1);
        assertThat(owed(dead)).isEmpty();
        assertThat(world.state(dead)).isEqualTo("OWING");
    }

    @Test
    void e19_who_is_to_be_debited_is_told_before_and_who_could_not_be_stands_on_the_communitys_list() {
        String paid = TryPeople.number(21);
        String fails = TryPeople.number(22);
        for (String number : List.of(paid, fails)) {
            world.say(
                    TryPeople.pupil(number).phoned("1380000002" + number.charAt(2)),
                    money(number, "tax/debits", "DEBIT_PLANNED", "2024-12-10"));
        }
        world.say(money(paid, "tax/payments", "PAID", "2024-11-14"));
        world.decide();
        assertThat(audience(ReminderPlan.Audience.DEBIT))
                .as("paid by code at ten: he is neither told nor debited")
                .containsExactly(TryPeople.person(fails));
        assertThat(audience(ReminderPlan.Audience.DEBIT_FAILED)).isEmpty();
        world.say(money(fails, "tax/payments", "DEBIT_FAILED", "2024-12-11"));
        world.decide();
        assertThat(audience(ReminderPlan.Audience.DEBIT_FAILED)).containsExactly(TryPeople.person(fails));
        assertThat(audience(ReminderPlan.Audience.DEBIT_FAILED, LocalDate.of(2024, 12, 2)))
                .as("what failed on the 11th is no failure of the 2nd")
                .isEmpty();
        assertThat(work.unpaid("DEBIT_FAILED", new UUID(0, 0), 10))
                .singleElement()
                .satisfies(one -> assertThat(one.debitFailedOn()).isEqualTo("2024-12-11"));
        assertThat(world.state(fails)).isEqualTo("OWING");
    }

    @Test
    void e19_a_text_about_a_debit_that_was_moved_or_called_off_since_is_not_right_any_more() {
        String number = TryPeople.number(23);
        ReminderPlan told = debits(ReminderPlan.Audience.DEBIT);
        ReminderPlan failed = debits(ReminderPlan.Audience.DEBIT_FAILED);
        world.say(
                TryPeople.pupil(number).phoned("13800000023"),
                money(number, "tax/debits", "DEBIT_PLANNED", "2024-12-02"));
        world.decide();
        assertThat(world.stillOwing(told, number, "debit-2", null)).hasSize(1);
        assertThat(world.stillOwing(told, number, "debit-10", null)).isEmpty();
        assertThat(world.stillOwing(failed, number, "debit-2", null)).isEmpty();
        world.say(
                money(number, "tax/debits", "DEBIT_PLANNED", "2024-12-10").on(1),
                money(number, "tax/payments", "DEBIT_FAILED", "2024-12-03"));
        world.decide();
        assertThat(world.stillOwing(told, number, "debit-2", null)).isEmpty();
        assertThat(world.stillOwing(told, number, "debit-10", null)).hasSize(1);
        assertThat(world.stillOwing(failed, number, "debit-2", null)).hasSize(1);
        assertThat(world.stillOwing(failed, number, "debit-10", null)).isEmpty();
        world.say(money(number, "tax/payments", "DEBIT_FAILED", "2024-12-11").on(2));
        world.decide();
        assertThat(world.stillOwing(failed, number, "debit-2", null))
                .as("what failed is the next one")
                .isEmpty();
        assertThat(world.stillOwing(told, number, "a-stage-that-is-gone", null)).hasSize(1);
    }

    @Test
    void a_text_to_a_pupils_guardian_is_not_right_any_more_when_no_school_holds_him() {
        String number = TryPeople.number(24);
        world.say(TryPeople.pupil(number).phoned("13800000024"), movedIn(number));
        world.decide();
        assertThat(owed(number)).hasSize(1);
        database.run("UPDATE enrolment_case SET pupil = false");
        assertThat(owed(number)).isEmpty();
    }

    @Test
    void e09_a_newborns_guardian_is_reminded_on_the_childs_own_days_until_he_is_covered_or_dead() {
        String child = TryPeople.number(31);
        String twin = TryPeople.number(32);
        String dies = TryPeople.number(33);
        String older = TryPeople.number(34);
        world.say(
                born(child, "2024-10-16", "13800000031"),
                born(twin, "2024-10-16", "13800000031"),
                born(dies, "2024-10-16", "13800000033"),
                born(older, "2024-09-10", "13800000034"));
        world.decide();
        List<ReminderPlan.Stage> stages = newborns();
        LocalDate thirtieth = LocalDate.of(2024, 11, 15);
        assertThat(texts(stages.get(0), thirtieth.minusDays(1))).isEmpty();
        assertThat(texts(stages.get(0), thirtieth))
                .as("twins share a phone and a text")
                .hasSize(2)
                .allMatch(text -> text.contains("2025年1月14日") && text.contains("660元"));
        assertThat(texts(stages.get(1), thirtieth))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("2024年12月9日"));
        assertThat(texts(stages.get(2), thirtieth)).isEmpty();
        assertThat(texts(stages.get(2), LocalDate.of(2025, 1, 14)))
                .as("the last day")
                .hasSize(2);
        assertThat(texts(stages.get(2), LocalDate.of(2025, 1, 15))).isEmpty();
        LocalDate until = LocalDate.of(2025, 1, 14);
        assertThat(world.stillOwing(TryPeople.plan(), child, "born-30", until)).hasSize(1);
        world.say(
                money(child, "tax/payments", "PAID", "2024-11-14"),
                TryPeople.Said.of(
                        FeedId.of("health/deaths"),
                        FactKind.LIFE_EVENT,
                        dies,
                        Map.of("event", "DEATH", "date", "2024-11-10")),
                born(twin, "2024-10-17", "13800000031").on(1));
        world.decide();
        assertThat(world.stillOwing(TryPeople.plan(), child, "born-30", until)).isEmpty();
        assertThat(world.stillOwing(TryPeople.plan(), dies, "born-30", until)).isEmpty();
        assertThat(world.stillOwing(TryPeople.plan(), twin, "born-30", until))
                .as("he was born a day later: the text names another day")
                .isEmpty();
        assertThat(world.stillOwing(TryPeople.plan(), twin, "born-30", until.plusDays(1)))
                .hasSize(1);
        assertThat(texts(stages.get(0), thirtieth)).isEmpty();
        assertThat(texts(stages.get(0), thirtieth.plusDays(1)))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("2025年1月15日"));
    }

    private static List<ReminderPlan.Stage> newborns() {
        return TryPeople.plan().stages().stream()
                .filter(stage -> stage.audience() == ReminderPlan.Audience.NEWBORNS)
                .toList();
    }

    private static TryPeople.Said born(String number, String day, String phone) {
        Map<String, String> says = Map.of("event", "BIRTH", "date", day);
        return TryPeople.Said.of(TryPeople.REGISTER, FactKind.LIFE_EVENT, number, says)
                .phoned(phone);
    }

    private static TryPeople.Said movedIn(String number) {
        Map<String, String> says = Map.of("event", "MOVE_IN", "date", "2024-11-01");
        return TryPeople.Said.of(TryPeople.REGISTER, FactKind.LIFE_EVENT, number, says);
    }

    private static TryPeople.Said money(String number, String feed, String event, String date) {
        Map<String, String> says = Map.of("event", event, "year", "2025", "amount", "66000", "date", date);
        return TryPeople.Said.of(FeedId.of(feed), FactKind.PAYMENT, number, says);
    }

    private List<PersonKey> audience(ReminderPlan.Audience audience) {
        return audience(audience, LocalDate.of(2024, 12, 10));
    }

    private List<PersonKey> audience(ReminderPlan.Audience audience, LocalDate debit) {
        ReminderPlan plan = debits(audience);
        ReminderPlan.Stage stage = plan.stages().stream()
                .filter(one -> debit.equals(one.debit()))
                .findFirst()
                .orElseThrow();
        return world.due(plan).owing(stage, debit).map(Due::person).toList();
    }

    /** With a debit on the 2nd and one on the 10th. */
    private static ReminderPlan debits(ReminderPlan.Audience audience) {
        List<ReminderPlan.Stage> stages = Stream.of(2, 10)
                .map(day -> LocalDate.of(2024, 12, day))
                .map(day -> new ReminderPlan.Stage("debit-" + day.getDayOfMonth(), day, day, audience, day, ""))
                .toList();
        return new ReminderPlan("premium", 2025, new Fen(66_000), LocalDate.of(2024, 12, 31), stages);
    }

    private static TryPeople.Said town(String number, String reason, String until) {
        Map<String, String> says = Map.of("reason", reason, "since", "2024-11-10", "until", until);
        return TryPeople.Said.of(FeedId.of("township/reasons"), FactKind.UNPAID_REASON, number, says);
    }

    private List<PersonKey> reminded() {
        return world.reminded();
    }

    private Map<PersonKey, Fen> owed(String number) {
        return world.stillOwing(number);
    }

    private List<String> texts() {
        return texts(TryPeople.plan().stages().getFirst(), LocalDate.now(TryPeople.NOVEMBER));
    }

    /** What a stage's planning on a day would send. */
    private List<String> texts(ReminderPlan.Stage stage, LocalDate on) {
        List<String> texts = new ArrayList<>();
        DuePeople due = world.due(TryPeople.plan());
        new ReminderPlanner(TryPeople.plan(), one -> due.owing(one, on), (messages, actor) -> {
                    messages.stream().map(PlannedMessage::text).forEach(texts::add);
                    return PlanCounts.NONE;
                })
                .plan(stage, Actor.hub("test"));
        return texts;
    }
}
