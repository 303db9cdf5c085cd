package canbao.policy;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.Premium;
import canbao.policy.explain.Explanation;
import canbao.policy.terms.Funds;
import canbao.policy.terms.Tariff;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** What holds for every life under every policy that can be written. */
class AnyPolicyProperties {
    private static final int TWO_YEARS = 730;

    @Property(tries = 1500)
    void the_parts_add_up_to_the_tariff(
            @ForAll("policies") Policy policy, @ForAll("lives") List<Fact> life, @ForAll("days") LocalDate on) {
        Outcome outcome = decide(policy, life, on).getFirst();
        Premium premium = premium(outcome.decision());
        if (premium != null) {
            assertThat(policy.tariffs().stream()
                            .filter(tariff -> Objects.equals(tariff.tier(), outcome.tier())
                                    && Objects.equals(tariff.personClass(), outcome.personClass()))
                            .map(Tariff::premium)
                            .map(Premium::total))
                    .containsExactly(premium.total());
        }
    }

    @Property(tries = 1500)
    void what_he_paid_is_his_part_or_goes_back_or_is_named(
            @ForAll("policies") Policy policy, @ForAll("lives") List<Fact> life, @ForAll("days") LocalDate on) {
        Outcome outcome = decide(policy, life, on).getFirst();
        long paid = paid(policy, life);
        long back = outcome.settlement().refund().value();
        long later = outcome.settlement().postHoc().value();
        switch (outcome.decision()) {
            case Decision.Subsidised subsidised ->
                assertThat(paid - back - later + outcome.owed().value())
                        .isEqualTo(subsidised.premium().personal().value());
            case Decision.Owing owing ->
                assertThat(paid + outcome.owed().value())
                        .isEqualTo(owing.premium().personal().value());
            case Decision.Covered covered -> {
                if (covered.by() == Cover.PAID) {
                    assertThat(paid - back)
                            .isEqualTo(covered.premium().personal().value());
                } else {
                    assertThat(back).isLessThanOrEqualTo(paid);
                }
            }
            case Decision.Ineligible ineligible -> assertThat(back).isLessThanOrEqualTo(paid);
        }
    }

    @Property(tries = 1500)
    void the_order_of_facts_does_not_matter(
            @ForAll("policies") Policy policy,
            @ForAll("lives") List<Fact> life,
            @ForAll("days") LocalDate on,
            @ForAll long seed) {
        List<Fact> shuffled = new ArrayList<>(life);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(Explanation.of(Lives.person(shuffled), policy, on))
                .isEqualTo(Explanation.of(Lives.person(life), policy, on));
    }

    @Property(tries = 120)
    void every_product_changes_on_the_announced_days_and_only_then(
            @ForAll("policies") Policy policy, @ForAll("lives") List<Fact> life) {
        List<Outcome> yesterday = decide(policy, life, AnyPolicies.FIRST);
        for (int i = 1; i <= TWO_YEARS; i++) {
            LocalDate day = AnyPolicies.FIRST.plusDays(i);
            List<Outcome> today = decide(policy, life, day);
            for (int product = 0; product < today.size(); product++) {
                Outcome now = today.get(product);
                Outcome before = yesterday.get(product);
                assertThat(before.nextReview().equals(day))
                        .as("product %s on %s: %s", now.product(), day, life)
                        .isEqualTo(differ(now, before));
                assertThat(now.nextReview()).isAfter(day);
            }
            yesterday = today;
        }
    }

    @Property(tries = 500)
    void who_explains_decides_the_same(
            @ForAll("policies") Policy policy, @ForAll("lives") List<Fact> life, @ForAll("days") LocalDate on) {
        List<Outcome> decided = decide(policy, life, on);
        assertThat(Explanation.of(Lives.person(life), policy, on).outcomes()).isEqualTo(decided);
        assertThat(Eligibility.decide(Lives.person(life), policy, on)).isEqualTo(decided.getFirst());
    }

    @Property(tries = 300)
    void the_funds_share_every_fen(
            @ForAll("policies") Policy policy, @ForAll @LongRange(min = 0, max = 10_000_000) long fen) {
        long sum = 0;
        for (Funds.Part part : policy.funds().split(new Fen(fen))) {
            sum += part.amount().value();
        }
        assertThat(sum).isEqualTo(policy.funds().equals(Funds.UNSAID) ? 0 : fen);
    }

    private static boolean differ(Outcome one, Outcome other) {
        return !one.decision().equals(other.decision())
                || !one.owed().equals(other.owed())
                || one.waitingMonths() != other.waitingMonths()
                || !one.settlement().equals(other.settlement())
                || !one.notes().equals(other.notes());
    }

    private static @Nullable Premium premium(Decision decision) {
        return switch (decision) {
            case Decision.Subsidised subsidised -> subsidised.premium();
            case Decision.Owing owing -> owing.premium();
            case Decision.Covered covered -> covered.by() == Cover.PAID ? covered.premium() : null;
            case Decision.Ineligible ineligible -> null;
        };
    }

    private static long paid(Policy policy, List<Fact> life) {
        long net = 0;
        for (Fact fact : life) {
            if (fact.kind() == FactKind.PAYMENT && fact.get("year").equals(String.valueOf(policy.coverageYear()))) {
                net += Payments.signedFen(fact);
            }
        }
        return Math.max(0, net);
    }

    private static List<Outcome> decide(Policy policy, List<Fact> life, LocalDate on) {
        return Eligibility.decideAll(Lives.person(life), policy, on);
    }

    @Provide
    Arbitrary<Policy> policies() {
        return AnyPolicies.policies();
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return AnyPolicies.days();
    }

    @Provide
    Arbitrary<List<Fact>> lives() {
        return AnyPolicies.fact().list().ofMinSize(0).ofMaxSize(6);
    }
}
