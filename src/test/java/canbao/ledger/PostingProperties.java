package canbao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.model.Decision;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is decided and answered, in whatever order. */
class PostingProperties {
    private static final List<Decision> DECISIONS = List.of(
            TryCase.OWES,
            TryCase.POOR,
            TryCase.DESTITUTE,
            TryCase.HELPED_IN_PART,
            TryCase.PAID,
            TryCase.ELSEWHERE,
            TryCase.EMPLOYED,
            TryCase.DEAD,
            TryCase.GONE);

    @Property(tries = 2_000)
    void entries_have_no_gap_a_person_one_levy_and_one_enrolment(@ForAll("steps") List<Integer> steps) {
        TryCase person = new TryCase();
        for (int step : steps) {
            take(person, step);
            assertThat(person.entries.stream().map(Entry::ordinal))
                    .as("numbers without a gap")
                    .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, person.entries.size())
                            .boxed()
                            .toList());
            assertThat(person.post()).as("the same again").isEmpty();
            assertThat(person.levies())
                    .as("levies in force: %s", person.ordered())
                    .isBetween(0, 1);
            assertNeverEnrolledTwice(person);
        }
    }

    @Property(tries = 2_000)
    void once_every_office_has_answered_a_case_is_done_or_somebody_has_it_on_his_list(
            @ForAll("steps") List<Integer> steps, @ForAll("refusals") Set<Integer> refused) {
        TryCase person = new TryCase();
        person.post();
        steps.forEach(step -> take(person, step));
        person.settleAll(order -> refused.contains(order.ordinal() % 5));
        Case end = person.current();
        assertThat(end.openOrder()).as("unanswered: %s", person.ordered()).isZero();
        assertThat(end.state().stand()).as("%s", end).isNotEqualTo(CaseState.Stand.UNDER_WAY);
        assertThat(person.post()).as("nothing more follows").isEmpty();
    }

    @Property(tries = 1_000)
    void all_facts_again_and_answers_twice_give_the_same_ledger(
            @ForAll("steps") List<Integer> steps, @ForAll("refusals") Set<Integer> twice) {
        TryCase once = new TryCase();
        TryCase again = new TryCase();
        for (int i = 0; i < steps.size(); i++) {
            take(once, steps.get(i));
            take(again, steps.get(i));
            if (twice.contains(i % 5)) {
                again.post();
                List.copyOf(again.orders).forEach(order -> again.answerAgain(order.ordinal()));
            }
        }
        assertThat(again.entries).isEqualTo(once.entries);
        assertThat(again.orders).isEqualTo(once.orders);
    }

    @Property(tries = 1_000)
    void the_newest_entry_says_what_the_case_stands_at_and_the_balance_is_what_the_tax_bureau_holds(
            @ForAll("steps") List<Integer> steps) {
        TryCase person = new TryCase();
        for (int step : steps) {
            take(person, step);
            if (!person.entries.isEmpty()) {
                assertThat(person.entries.getLast().premium())
                        .isEqualTo(person.current().premium());
                assertThat(person.entries.getLast().category())
                        .isEqualTo(person.current().category());
            }
        }
        person.settleAll(order -> false);
        Case end = person.current();
        if (end.state() == CaseState.SUBSIDISED || end.state() == CaseState.PART_OWING) {
            assertThat(person.levied()).as("levied: %s", person.ordered()).contains(end.premium());
            assertThat(end.flag()).isEqualTo(end.category());
        }
        if (end.state().stand() == CaseState.Stand.DONE
                && end.state() != CaseState.SUBSIDISED
                && end.state() != CaseState.COVERED
                && end.state() != CaseState.POST_HOC) {
            assertThat(person.levied()).as("levied: %s", person.ordered()).isEmpty();
        }
    }

    @Property(tries = 2_000)
    void whatever_is_paid_and_refunded_nothing_is_ordered_back_twice(
            @ForAll("steps") List<Integer> steps, @ForAll("refusals") Set<Integer> refunds) {
        TryCase person = new TryCase();
        for (int i = 0; i < steps.size(); i++) {
            person.settle(refunds.contains(i % 5) ? 660 : 0, 0, 0, "低保对象");
            take(person, steps.get(i));
        }
        long asked = person.orders.stream()
                .filter(order -> order.action() == Action.REFUND && !person.refused(order))
                .mapToLong(order -> order.premium().personal().value())
                .sum();
        // 660 that he paid too much, and 660 more if he had paid for himself what was paid for him as well.
        int paid = DECISIONS.indexOf(TryCase.PAID);
        boolean himself = steps.contains(paid) || steps.contains(DECISIONS.size() + paid);
        assertThat(asked).as("%s", person.ordered()).isBetween(0L, himself ? 132_000L : 66_000L);
    }

    @Provide
    Arbitrary<Set<Integer>> refusals() {
        return Arbitraries.integers().between(0, 4).set().ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers()
                .between(0, DECISIONS.size() * 2 + 7)
                .list()
                .ofMaxSize(14);
    }

    /** A decision, on the same or on new evidence, or an answer to one of the last orders. */
    private static void take(TryCase person, int step) {
        if (step < DECISIONS.size()) {
            person.decide(DECISIONS.get(step));
        } else if (step < DECISIONS.size() * 2) {
            person.evidence("row " + person.entries.size()).decide(DECISIONS.get(step - DECISIONS.size()));
        } else if (person.orders.isEmpty()) {
            person.post();
        } else {
            int back = Math.min(person.orders.size(), 1 + step % 4);
            Order order = person.orders.get(person.orders.size() - back);
            person.answer(order.ordinal(), step % 3 == 0 ? "FAILED" : "OK");
        }
    }

    private static void assertNeverEnrolledTwice(TryCase person) {
        boolean enrolled = false;
        for (Order order : person.orders) {
            if (order.destination() == Destination.INSURER) {
                boolean enrol = order.action() == Action.ENROL;
                assertThat(enrol && enrolled)
                        .as("enrolled twice: %s", person.ordered())
                        .isFalse();
                enrolled = enrol && !person.refused(order);
            }
        }
    }
}
