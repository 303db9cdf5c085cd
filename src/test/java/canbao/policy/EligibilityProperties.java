package canbao.policy;

import static canbao.policy.Lives.LUCHENG;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.Decision;
import canbao.model.Fact;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.Premium;
import canbao.policy.terms.Subsidy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** What holds for every life, however the agencies tell it. */
class EligibilityProperties {
    private static final LocalDate FIRST = LocalDate.of(2024, 6, 1);
    private static final int TWO_YEARS = 730;

    @Property(tries = 2000)
    void the_parts_add_up_to_the_total(@ForAll("lives") List<Fact> life, @ForAll("days") LocalDate on) {
        Fen total = switch (decide(life, on).decision()) {
            case Decision.Subsidised subsidised -> subsidised.premium().total();
            case Decision.Owing owing -> owing.premium().total();
            case Decision.Covered covered -> totalWithWhatOthersCover(covered);
            case Decision.Ineligible ineligible -> LUCHENG.premium().total();
        };
        assertThat(total).isEqualTo(new Fen(198_000));
    }

    private static Fen totalWithWhatOthersCover(Decision.Covered covered) {
        Fen here = covered.premium().total();
        return covered.by() == Decision.Cover.PAID
                ? here
                : here.plus(LUCHENG.premium().total());
    }

    @Property
    void any_subsidy_adds_up(@ForAll @LongRange(min = 1, max = 100_000) long fixed) {
        Premium split = new Subsidy.Fixed(new Fen(fixed)).split(LUCHENG.premium());
        assertThat(split.total()).isEqualTo(LUCHENG.premium().total());
        assertThat(split.fiscal()).isEqualTo(LUCHENG.premium().fiscal());
    }

    @Property(tries = 2000)
    void the_order_of_facts_does_not_matter(
            @ForAll("lives") List<Fact> life, @ForAll("days") LocalDate on, @ForAll long seed) {
        List<Fact> shuffled = new ArrayList<>(life);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(decide(shuffled, on)).isEqualTo(decide(life, on));
    }

    @Property(tries = 300)
    void a_decision_changes_on_the_announced_days_and_only_then(@ForAll("lives") List<Fact> life) {
        Outcome yesterday = decide(life, FIRST);
        for (int i = 1; i <= TWO_YEARS; i++) {
            LocalDate day = FIRST.plusDays(i);
            Outcome today = decide(life, day);
            boolean changed = !today.decision().equals(yesterday.decision())
                    || today.waitingMonths() != yesterday.waitingMonths();
            assertThat(changed)
                    .as("%s: %s", day, life)
                    .isEqualTo(yesterday.nextReview().equals(day));
            assertThat(today.nextReview()).isAfter(day);
            yesterday = today;
        }
    }

    @Property(tries = 2000)
    void evidence_names_given_rows_only(@ForAll("lives") List<Fact> life, @ForAll("days") LocalDate on) {
        assertThat(life.stream().map(Fact::evidence))
                .containsAll(decide(life, on).evidence());
    }

    private static Outcome decide(List<Fact> life, LocalDate on) {
        return Eligibility.decide(Lives.person(life), LUCHENG, on);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, TWO_YEARS).map(FIRST::plusDays);
    }

    @Provide
    Arbitrary<List<Fact>> lives() {
        return fact().list().ofMinSize(0).ofMaxSize(6);
    }

    private Arbitrary<Fact> fact() {
        Arbitrary<Integer> lines = Arbitraries.integers().between(1, 1_000_000);
        Arbitrary<String> dates = days().map(LocalDate::toString);
        Arbitrary<String> datesOrNone = dates.injectNull(0.3).map(date -> date == null ? "" : date);
        Arbitrary<String> months = datesOrNone.map(date -> date.isEmpty() ? "" : date.substring(0, 7));
        Arbitrary<String> categories = Arbitraries.of("特困人员", "低保对象", "低保边缘", "困境儿童", "优抚对象");
        Arbitrary<String> births = Arbitraries.of("1980-05-05", "2006-01-01", "2006-01-02", "2015-02-28", "2025-03-03");
        return Arbitraries.oneOf(
                Combinators.combine(lines, categories, months, months).as(Lives::hardship),
                Combinators.combine(
                                Combinators.combine(lines, categories, months, months)
                                        .as(Lives::hardship),
                                births)
                        .as(Lives::born),
                Combinators.combine(lines, births).as(Lives::pupil),
                Combinators.combine(lines, Arbitraries.of("BIRTH", "DEATH", "MOVE_IN", "MOVE_OUT"), dates)
                        .as(Lives::event),
                Combinators.combine(
                                lines,
                                Arbitraries.of("PAID", "PAID", "REFUNDED", "DEBIT_FAILED"),
                                Arbitraries.of("2024", "2025"),
                                Arbitraries.of(30_000L, 36_000L, 66_000L))
                        .as(Lives::payment),
                Combinators.combine(
                                lines,
                                Arbitraries.of("310", "390", "410"),
                                Arbitraries.of("330302", "420100"),
                                datesOrNone,
                                datesOrNone)
                        .as(Lives::coverage),
                Combinators.combine(lines, Arbitraries.of("OK", "FAILED")).as(Lives::answer));
    }
}
