package canbao.sms;

import static canbao.sms.MessageState.CANCELLED;
import static canbao.sms.MessageState.DELIVERED;
import static canbao.sms.MessageState.FAILED;
import static canbao.sms.SyntheticPhones.TEXT;
import static canbao.sms.SyntheticPhones.message;
import static canbao.sms.SyntheticPhones.person;
import static canbao.sms.SyntheticPhones.phone;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.Actor;
import canbao.model.Fen;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is seen in the moment before a message is claimed: it goes only to whom it is still right for. */
class LastLookTest extends Sending {
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
    void what_waited_until_its_words_are_no_longer_true_is_not_sent() {
        store.plan(
                List.of(message(LocalDate.of(2000, 1, 1), "first", TEXT, 1, 1), message("first", TEXT, 2, 2)),
                Actor.hub("test"));
        runUntil(() -> count(DELIVERED) == 1 && count(CANCELLED) == 1);
        assertThat(centre.handsets().copies()).containsOnlyKeys(phone(2));
        assertThat(reasons("first")).containsExactlyInAnyOrder("TOO_LATE", "");
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
}
