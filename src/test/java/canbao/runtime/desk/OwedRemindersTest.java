package canbao.runtime.desk;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.campaign.ReminderPlan;
import canbao.campaign.ReminderPlanReader;
import canbao.campaign.ReminderPlanner;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.ledger.CaseLoop;
import canbao.ledger.CaseStore;
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
    private final DuePeople due = new DuePeople(new CaseStore(database), world.people.vault(), TryPeople.KEYS);
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

    private static TryPeople.Said money(String number, String feed, String event, String date) {
        Map<String, String> says = Map.of("event", event, "year", "2025", "amount", "66000", "date", date);
        return TryPeople.Said.of(FeedId.of(feed), FactKind.PAYMENT, number, says);
    }

    private List<PersonKey> audience(ReminderPlan.Audience audience) {
        return audience(audience, LocalDate.of(2024, 12, 10));
    }

    /** Of a plan with a debit on the 2nd and one on the 10th. */
    private List<PersonKey> audience(ReminderPlan.Audience audience, LocalDate debit) {
        List<ReminderPlan.Stage> stages = Stream.of(2, 10)
                .map(day -> LocalDate.of(2024, 12, day))
                .map(day -> new ReminderPlan.Stage("debit-" + day, day, day, audience, day, ""))
                .toList();
        ReminderPlan plan = new ReminderPlan("premium", 2025, new Fen(66_000), LocalDate.of(2024, 12, 31), stages);
        ReminderPlan.Stage stage = stages.stream()
                .filter(one -> debit.equals(one.debit()))
                .findFirst()
                .orElseThrow();
        return due.owing(plan, stage).map(Due::person).toList();
    }

    private static TryPeople.Said town(String number, String reason, String until) {
        Map<String, String> says = Map.of("reason", reason, "since", "2024-11-10", "until", until);
        return TryPeople.Said.of(FeedId.of("township/reasons"), FactKind.UNPAID_REASON, number, says);
    }

    private List<PersonKey> reminded() {
        return due.pupils(2025).map(Due::person).toList();
    }

    private Map<PersonKey, Fen> owed(String number) {
        return database.inTransaction(
                transaction -> due.stillOwing(transaction, List.of(TryPeople.person(number)), 2025));
    }

    private List<String> texts() {
        Problems problems = new Problems();
        Path file = Path.of("config/reminders/premium-2025.yaml");
        ReminderPlan plan = ReminderPlanReader.read(YamlNode.load(file, "plan.yaml", problems));
        problems.throwIfAny();
        List<String> texts = new ArrayList<>();
        new ReminderPlanner(plan, stage -> due.pupils(2025), (messages, actor) -> {
                    messages.stream().map(PlannedMessage::text).forEach(texts::add);
                    return PlanCounts.NONE;
                })
                .plan(plan.stages().getFirst(), Actor.hub("test"));
        return texts;
    }
}
