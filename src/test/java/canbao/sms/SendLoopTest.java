package canbao.sms;

import static canbao.sms.MessageState.ACCEPTED;
import static canbao.sms.MessageState.CANCELLED;
import static canbao.sms.MessageState.DELIVERED;
import static canbao.sms.MessageState.FAILED;
import static canbao.sms.MessageState.IN_DOUBT;
import static canbao.sms.MessageState.IN_FLIGHT;
import static canbao.sms.MessageState.PLANNED;
import static canbao.sms.SyntheticPhones.LONG_TEXT;
import static canbao.sms.SyntheticPhones.TEXT;
import static canbao.sms.SyntheticPhones.message;
import static canbao.sms.SyntheticPhones.person;
import static canbao.sms.SyntheticPhones.phone;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.io.LeaseStore;
import canbao.model.Actor;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.sim.sms.Faults;
import canbao.sim.sms.Handsets;
import canbao.sim.sms.SmsCentre;
import canbao.sms.cmpp.CmppAccount;
import canbao.sms.cmpp.CmppAccount.Login;
import canbao.sms.cmpp.CmppGateway;
import canbao.sms.gateway.SmsGateway;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendLoopTest {
    private static final Login LOGIN = new Login("canbao", "secret");
    private static final Instant NOON = Instant.parse("2024-11-15T04:00:00Z");
    private static final SendingRules RULES = new SendingRules(
            LocalTime.of(22, 0), LocalTime.of(8, 0), 10_000, 3, Duration.ofMillis(20), Duration.ofDays(3));

    private static final Database DATABASE = Platform.database();
    private final MessageStore store = new MessageStore(DATABASE);
    private final SyntheticPhones phones = new SyntheticPhones();
    private final Set<PersonKey> paid = new HashSet<>();
    private final Map<PersonKey, Fen> owed = new HashMap<>();
    private final SmsCentre centre =
            new SmsCentre(new SmsCentre.Settings(0, LOGIN, 7), Handsets.inMemory(), Faults.NONE, Clock.systemUTC());
    private final int port = centre.start(Platform.vertx());
    private SendLoop loop = loop("one", NOON, RULES);

    @BeforeEach
    void empty() {
        DATABASE.run("TRUNCATE message, reminder, attempt, gateway_message, delivery_receipt, opt_out, lease");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @AfterEach
    void close() {
        loop.close();
        Platform.vertx().undeploy(centre.deploymentID()).await();
    }

    @Test
    void e23_what_is_planned_is_sent_once_and_its_receipt_closes_the_loop() {
        faults("responseMillis", 2, "reportMillis", 5);
        SyntheticPhones.plan(store, 100, TEXT);
        assertThat(SyntheticPhones.plan(store, 100, TEXT).messages()).isZero();
        runUntil(() -> count(DELIVERED) == 100);
        assertEveryHandsetHasOneCopy(100);
        SyntheticPhones.plan(store, 100, TEXT);
        runFor(Duration.ofMillis(200));
        assertEveryHandsetHasOneCopy(100);
        assertThat(store.recent(3)).hasSize(3).allSatisfy(view -> {
            assertThat(view.maskedPhone()).matches("139\\*{4}\\d{4}");
            assertThat(view.text()).isEqualTo(TEXT);
            assertThat(view.state()).isEqualTo(DELIVERED);
        });
    }

    @Test
    void a_receipt_may_come_before_the_answer_and_twice() {
        faults("responseMillis", 30, "reportFirst", 1, "duplicateReports", 1);
        SyntheticPhones.plan(store, 40, LONG_TEXT);
        runUntil(() -> count(DELIVERED) == 40);
        assertEveryHandsetHasOneCopy(40);
    }

    @Test
    void a_message_is_delivered_only_when_all_its_segments_are() {
        faults("undelivered", 0.4);
        SyntheticPhones.plan(store, 60, LONG_TEXT);
        runUntil(() -> count(DELIVERED) + count(FAILED) == 60);
        assertThat(count(FAILED)).isPositive();
        assertThat(centre.handsets().copies()).hasSize((int) count(DELIVERED));
        assertThat(store.recent(60))
                .filteredOn(view -> view.state() == FAILED)
                .allMatch(view -> view.reason().equals("UNDELIV"));
    }

    @Test
    void an_unanswered_message_is_in_doubt_until_its_receipt_speaks_by_the_phone_alone() {
        faults("swallowed", 1, "reportMillis", 900);
        SyntheticPhones.plan(store, 5, LONG_TEXT);
        runUntil(() -> count(IN_DOUBT) == 5);
        assertThat(store.inDoubt()).hasSize(5).allMatch(view -> view.reason().equals("TIMEOUT"));
        runUntil(() -> count(DELIVERED) == 5);
        assertEveryHandsetHasOneCopy(5);
    }

    @Test
    void a_lost_message_stays_in_doubt_and_blocks_its_phone() {
        faults("swallowed", 1, "lost", 1);
        SyntheticPhones.plan(store, 3, TEXT);
        runUntil(() -> count(IN_DOUBT) == 3);
        faults();
        store.plan(List.of(message("second", TEXT, 1, 1)), Actor.hub("test"));
        runFor(Duration.ofMillis(300));
        assertThat(count(IN_DOUBT)).isEqualTo(3);
        assertThat(count(PLANNED)).isEqualTo(1);
        assertThat(centre.handsets().copies()).isEmpty();
    }

    @Test
    void after_the_horizon_a_doubtful_message_stays_listed_and_frees_its_phone() {
        faults("swallowed", 1, "lost", 1);
        SyntheticPhones.plan(store, 1, TEXT);
        runUntil(() -> count(IN_DOUBT) == 1);
        faults();
        store.plan(List.of(message("second", TEXT, 0, 0)), Actor.hub("test"));
        DATABASE.run("UPDATE attempt SET written_at = written_at - interval '73 hours'");
        loop.close();
        loop = loop("one", NOON, RULES);
        runUntil(() -> count(DELIVERED) == 1);
        assertThat(store.inDoubt()).hasSize(1);
    }

    @Test
    void what_was_accepted_and_never_reported_is_listed_after_the_horizon() {
        faults("lost", 1);
        SyntheticPhones.plan(store, 2, TEXT);
        runUntil(() -> count(ACCEPTED) == 2);
        DATABASE.run("UPDATE message SET changed_at = changed_at - interval '73 hours'");
        loop.close();
        loop = loop("one", NOON, RULES);
        runUntil(() -> count(IN_DOUBT) == 2);
        assertThat(store.inDoubt()).allMatch(view -> view.reason().equals("NO_RECEIPT"));
    }

    @Test
    void faults_of_every_kind_lose_and_double_nothing_silently() {
        Object[] all = {
            "responseMillis",
            3,
            "reportMillis",
            30,
            "lost",
            0.03,
            "swallowed",
            0.01,
            "tooFast",
            0.05,
            "duplicateReports",
            0.1,
            "reportFirst",
            0.1,
            "close",
            0.01
        };
        faults(all);
        SyntheticPhones.plan(store, 400, TEXT);
        runUntil(() -> count(PLANNED) + count(IN_FLIGHT) == 0);
        runFor(Duration.ofMillis(300));
        var copies = centre.handsets().copies();
        assertThat(copies.values()).allMatch(texts -> texts.size() == 1);
        assertThat((long) copies.size()).isEqualTo(count(DELIVERED));
        // A message that was refused as too fast three times is given up, and says so.
        assertThat(count(DELIVERED) + count(ACCEPTED) + count(IN_DOUBT) + count(FAILED))
                .as("of %s", store.counts())
                .isEqualTo(400);
        assertThat(count(ACCEPTED))
                .as("lost inside the gateway, never reported")
                .isPositive();
        assertThat(centre.stats().get("mostUnanswered")).isLessThanOrEqualTo(16L);
    }

    @Test
    void a_message_that_was_never_written_is_planned_again_and_goes_out() {
        UnpluggedGateway unplugged = new UnpluggedGateway();
        SyntheticPhones.plan(store, 3, TEXT);
        try (SendLoop first = loop("one", NOON, RULES, unplugged)) {
            runUntil(first, () -> unplugged.submitted == 9);
        }
        assertThat(count(PLANNED)).isEqualTo(3);
        runUntil(() -> count(DELIVERED) == 3);
        assertEveryHandsetHasOneCopy(3);
    }

    @Test
    void who_paid_since_the_plan_is_left_in_peace_and_a_sibling_still_told() {
        store.plan(List.of(message("first", TEXT, 1, 1, 101), message("first", TEXT, 2, 2)), Actor.hub("test"));
        phones.moved.put(person(101), phone(1));
        paid.addAll(Set.of(person(1), person(2)));
        runUntil(() -> count(DELIVERED) == 1 && count(CANCELLED) == 1);
        assertThat(centre.handsets().copies()).containsOnlyKeys(phone(1));
        assertThat(reasons("first")).containsExactlyInAnyOrder("NOT_DUE", "NOT_DUE", "");
    }

    @Test
    void who_owes_another_sum_since_the_plan_is_not_told_the_old_one_and_is_planned_anew() {
        store.plan(List.of(message("first", TEXT, 1, 1, 101)), Actor.hub("test"));
        phones.moved.put(person(101), phone(1));
        owed.put(person(101), Fen.ofYuan("40"));
        runUntil(() -> count(CANCELLED) == 1);
        assertThat(reasons("first")).containsExactly("AMOUNT_CHANGED", "AMOUNT_CHANGED");
        owed.clear();
        store.plan(List.of(message("first", TEXT, 1, 1, 101)), Actor.hub("test"));
        runUntil(() -> count(DELIVERED) == 1);
    }

    @Test
    void a_cancelled_reminder_may_be_planned_again_when_the_money_was_refunded() {
        SyntheticPhones.plan(store, 1, TEXT);
        paid.add(person(0));
        runUntil(() -> count(CANCELLED) == 1);
        paid.clear();
        assertThat(SyntheticPhones.plan(store, 1, TEXT).messages()).isEqualTo(1);
        runUntil(() -> count(DELIVERED) == 1);
        assertEveryHandsetHasOneCopy(1);
    }

    @Test
    void who_has_no_phone_any_more_is_listed_as_failed_and_who_moved_is_not_texted_at_the_old_one() {
        SyntheticPhones.plan(store, 3, TEXT);
        phones.moved.put(person(0), "");
        phones.moved.put(person(1), phone(77));
        runUntil(() -> count(DELIVERED) == 1 && count(FAILED) == 1 && count(CANCELLED) == 1);
        assertThat(centre.handsets().copies()).containsOnlyKeys(phone(2));
    }

    @Test
    void e23_who_refused_further_texts_gets_none() {
        runUntil(() -> centre.stats().getOrDefault("logins", 0L) == 1);
        centre.reply(phone(0), "Ｒ");
        runUntil(() -> centre.stats().getOrDefault("acknowledged", 0L) == 1);
        SyntheticPhones.plan(store, 2, TEXT);
        runUntil(() -> count(DELIVERED) == 1 && count(CANCELLED) == 1);
        assertThat(centre.handsets().copies()).containsOnlyKeys(phone(1));
        assertThat(SyntheticPhones.plan(store, 2, TEXT).reminders()).isZero();
    }

    @Test
    void a_message_refused_as_too_fast_is_tried_again_up_to_a_limit() {
        faults("tooFast", 1);
        SyntheticPhones.plan(store, 1, TEXT);
        runUntil(() -> count(FAILED) == 1);
        assertThat(centre.stats()).containsEntry("submits", 3L);
        assertThat(store.recent(1).get(0).reason()).isEqualTo("REFUSED:8");
    }

    @Test
    void at_night_nothing_is_claimed() {
        SyntheticPhones.plan(store, 1, TEXT);
        for (String local : List.of("22:00", "23:59", "00:00", "07:59")) {
            loop.close();
            loop = loop("one", shanghai(local), RULES);
            runFor(Duration.ofMillis(150));
            assertThat(count(PLANNED)).as(local).isEqualTo(1);
        }
        loop.close();
        loop = loop("one", shanghai("08:00"), RULES);
        runUntil(() -> count(DELIVERED) == 1);
    }

    @Test
    void no_second_holds_more_segments_than_the_account_may_send() {
        loop.close();
        loop = loop("one", NOON, RULES.withSegmentsPerSecond(10));
        SyntheticPhones.plan(store, 25, TEXT);
        long began = System.nanoTime();
        runUntil(() -> count(DELIVERED) == 25);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void an_owner_that_lost_the_account_claims_nothing_and_its_attempts_are_held_in_doubt() {
        faults("responseMillis", 60_000, "reportFirst", 1);
        SyntheticPhones.plan(store, 20, TEXT);
        runUntil(() -> count(IN_FLIGHT) == 16);
        DATABASE.run("UPDATE lease SET expires_at = '-infinity'");
        try (SendLoop successor = loop("two", NOON, RULES)) {
            runUntil(successor, () -> count(IN_FLIGHT) == 4 && count(PLANNED) == 0);
            store.plan(List.of(message("first", TEXT, 20, 20)), Actor.hub("test"));
            runFor(Duration.ofMillis(500));
            assertThat(count(PLANNED)).isEqualTo(1);
            assertThat(loop.step()).isFalse();
            runUntil(successor, () -> count(DELIVERED) == 21);
            assertEveryHandsetHasOneCopy(21);
        }
    }

    private SendLoop loop(String owner, Instant now, SendingRules rules) {
        CmppAccount account = CmppAccount.of("test", "127.0.0.1", port, LOGIN, "106573012393")
                .withTimes(Duration.ofMillis(400), Duration.ofSeconds(30));
        return loop(owner, now, rules, new CmppGateway(Platform.vertx(), account, Clock.systemUTC()));
    }

    private SendLoop loop(String owner, Instant now, SendingRules rules, SmsGateway gateway) {
        StillDue stillDue = (transaction, persons, year) -> {
            Map<PersonKey, Fen> due = new HashMap<>();
            persons.forEach(person -> due.put(person, owed.getOrDefault(person, SyntheticPhones.OWED)));
            due.keySet().removeAll(paid);
            return due;
        };
        return new SendLoop(
                DATABASE,
                new LeaseStore(DATABASE, owner, Duration.ofSeconds(1)),
                gateway,
                new Recheck(phones, stillDue, Clock.fixed(now, ZoneOffset.UTC)),
                rules);
    }

    private void runUntil(BooleanSupplier done) {
        runUntil(loop, done);
    }

    private static void runUntil(SendLoop loop, BooleanSupplier done) {
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("took too long").isLessThan(until);
            step(loop);
        }
    }

    private void runFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            step(loop);
        }
    }

    private static void step(SendLoop loop) {
        if (!loop.step()) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void assertEveryHandsetHasOneCopy(int handsets) {
        assertThat(centre.handsets().copies())
                .hasSize(handsets)
                .allSatisfy((phone, copies) -> assertThat(copies).hasSize(1));
    }

    private long count(MessageState state) {
        return store.counts().getOrDefault(state, 0L);
    }

    private List<String> reasons(String stage) {
        return MessageStore.rows(DATABASE.run(
                        "SELECT coalesce(cancel_reason, '') FROM reminder WHERE stage = $1", Tuple.of(stage)))
                .map(row -> row.getString(0))
                .toList();
    }

    private void faults(Object... keysAndValues) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            json.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        centre.faults(Faults.of(json));
    }

    private static Instant shanghai(String time) {
        return LocalTime.parse(time)
                .atDate(java.time.LocalDate.of(2024, 11, 15))
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
    }
}
