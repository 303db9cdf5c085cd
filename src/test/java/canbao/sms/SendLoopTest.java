package canbao.sms;

import static canbao.sms.MessageState.ACCEPTED;
import static canbao.sms.MessageState.DELIVERED;
import static canbao.sms.MessageState.FAILED;
import static canbao.sms.MessageState.IN_DOUBT;
import static canbao.sms.MessageState.IN_FLIGHT;
import static canbao.sms.MessageState.PLANNED;
import static canbao.sms.SyntheticPhones.LONG_TEXT;
import static canbao.sms.SyntheticPhones.TEXT;
import static canbao.sms.SyntheticPhones.message;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendLoopTest extends Sending {
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
        database.run("UPDATE attempt SET written_at = written_at - interval '73 hours'");
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
        database.run("UPDATE message SET changed_at = changed_at - interval '73 hours'");
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
        database.run("UPDATE lease SET expires_at = '-infinity'");
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

    private static Instant shanghai(String time) {
        return LocalTime.parse(time)
                .atDate(java.time.LocalDate.of(2024, 11, 15))
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
    }
}
