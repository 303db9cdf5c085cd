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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
        return new Difference(
                person.person(),
                town(person.facts()),
                kind(was, is, noticed(before).equals(noticed(after))),
                was,
                is);
    }

    private static Kind kind(Standing before, Standing after, boolean same) {
        if (before.subsidyFen() == after.subsidyFen()) {
            return same
                            && before.equals(new Standing(
                                    before.policy(),
                                    after.category(),
                                    after.reason(),
                                    after.subsidyFen(),
                                    after.ownFen(),
                                    after.fiscalFen()))
                    ? Kind.SAME
                    : Kind.OTHER;
        }
        if (before.subsidyFen() == 0) {
            return Kind.GAINS;
        }
        if (after.subsidyFen() == 0) {
            return Kind.LOSES;
        }
        return after.subsidyFen() > before.subsidyFen() ? Kind.MORE : Kind.LESS;
    }

    /** What a person would notice of an outcome; not its version, year, evidence and next review. */
    private record Noticed(
            Decision decision,
            Fen owed,
            @Nullable String personClass,
            @Nullable String tier,
            int waitingMonths,
            Outcome.Settlement settlement) {}

    /** By product; a product that has nothing for him is as good as none. */
    private static Map<Integer, Noticed> noticed(List<Outcome> outcomes) {
        Map<Integer, Noticed> noticed = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            boolean none = outcome.product() != Outcome.RESIDENT
                    && outcome.decision() instanceof Decision.Ineligible
                    && outcome.settlement().none();
            if (!none) {
                noticed.put(
                        outcome.product(),
                        new Noticed(
                                outcome.decision(),
                                outcome.owed(),
                                outcome.personClass(),
                                outcome.tier(),
                                outcome.waitingMonths(),
                                outcome.settlement()));
            }
        }
        return noticed;
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
