package canbao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.model.Decision;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is decided and answered, in whatever order. */
class PostingProperties {
    private static final List<Decision> DECISIONS = List.of(
            TryCase.OWES, TryCase.POOR, TryCase.DESTITUTE, TryCase.PAID, TryCase.ELSEWHERE, TryCase.DEAD, TryCase.GONE);

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
