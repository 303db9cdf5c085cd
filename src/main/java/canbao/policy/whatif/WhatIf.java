package canbao.policy.whatif;

import canbao.model.Decision;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import canbao.policy.whatif.Difference.Kind;
import canbao.policy.whatif.Difference.OfProduct;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides a person under two policies as of one day and says what differs. Pure, as {@link Eligibility} is. */
public final class WhatIf {
    private static final List<FactKind> KNOWS_TOWN = List.of(FactKind.REGISTER, FactKind.HARDSHIP);

    private WhatIf() {}

    public static Difference compare(PersonFacts person, Policy now, Policy draft, LocalDate on) {
        List<Outcome> before = Eligibility.decideAll(person, now, on);
        List<Outcome> after = Eligibility.decideAll(person, draft, on);
        Standing was = Standing.of(before);
        Standing is = Standing.of(after);
        Map<Integer, Outcome> had = byProduct(before);
        Map<Integer, Outcome> has = byProduct(after);
        List<OfProduct> products = products(had, has);
        boolean same = products.stream().allMatch(one -> one.kind() == Kind.SAME);
        return new Difference(person.person(), town(person.facts()), kind(was, is, same), was, is, products);
    }

    private static List<OfProduct> products(Map<Integer, Outcome> before, Map<Integer, Outcome> after) {
        SortedSet<Integer> numbers = new TreeSet<>(before.keySet());
        numbers.addAll(after.keySet());
        return numbers.stream()
                .map(product -> product(product, before.get(product), after.get(product)))
                .toList();
    }

    private static OfProduct product(int product, @Nullable Outcome before, @Nullable Outcome after) {
        Standing was = before == null ? null : Standing.of(List.of(before));
        Standing is = after == null ? null : Standing.of(List.of(after));
        boolean same = before != null && after != null && noticed(before).equals(noticed(after));
        return new OfProduct(product, kind(was, is, same), was, is);
    }

    private static Kind kind(@Nullable Standing before, @Nullable Standing after, boolean same) {
        long was = before == null ? 0 : before.subsidyFen();
        long is = after == null ? 0 : after.subsidyFen();
        if (was == is) {
            return same && before != null && after != null && before.equals(after.under(before.policy()))
                    ? Kind.SAME
                    : Kind.OTHER;
        }
        if (was == 0) {
            return Kind.GAINS;
        }
        if (is == 0) {
            return Kind.LOSES;
        }
        return is > was ? Kind.MORE : Kind.LESS;
    }

    /** What a person would notice of an outcome; not its version, year, evidence and next review. */
    private record Noticed(
            Decision decision,
            Fen owed,
            @Nullable String personClass,
            @Nullable String tier,
            int waitingMonths,
            Outcome.Settlement settlement) {}

    private static Noticed noticed(Outcome outcome) {
        return new Noticed(
                outcome.decision(),
                outcome.owed(),
                outcome.personClass(),
                outcome.tier(),
                outcome.waitingMonths(),
                outcome.settlement());
    }

    /** By product; a product that has nothing for him is as good as none. */
    private static Map<Integer, Outcome> byProduct(List<Outcome> outcomes) {
        Map<Integer, Outcome> products = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            boolean none = outcome.product() != Outcome.RESIDENT
                    && outcome.decision() instanceof Decision.Ineligible
                    && outcome.settlement().none();
            if (!none) {
                products.put(outcome.product(), outcome);
            }
        }
        return products;
    }

    private static String town(List<Fact> facts) {
        for (FactKind kind : KNOWS_TOWN) {
            for (Fact fact : facts) {
                String area = fact.kind() == kind
                        ? Objects.requireNonNullElse(fact.attributes().get("area"), "")
                        : "";
                if (!area.isEmpty()) {
                    return area;
                }
            }
        }
        return "";
    }
}
