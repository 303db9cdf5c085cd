package canbao.lead;

import canbao.lead.Sign.Standing;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.PersonFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for people whose combined facts suggest an entitlement. Pure: the same facts in any order on the same day show the
 * same signs. What schools say of pupils is self-reported, so it makes a lead and never an entitlement.
 */
public final class Radar {
    private static final String SEVERE = "重度残疾";

    private Radar() {}

    /**
     * From when on cost is high, and for how long an answer of civil affairs holds.
     *
     * @param highCostFen what a person bore himself in one year
     */
    public record Limits(long highCostFen, int revisitDays) {
        public Limits {
            if (highCostFen <= 0 || revisitDays <= 0) {
                throw new IllegalArgumentException("limits of the radar must be above zero");
            }
        }

        /** 30,000 yuan a year; a visit holds for a year. */
        public static final Limits ORDINARY = new Limits(3_000_000, 365);
    }

    /** Every sign there is, one for each reason at most; the dead show none. */
    public static List<Sign> look(PersonFacts person, Limits limits, LocalDate on) {
        List<Fact> facts = person.facts();
        boolean speaks = false;
        for (Fact fact : facts) {
            if (isDeath(fact)) {
                return List.of();
            }
            speaks |= speaks(fact);
        }
        if (!speaks) {
            return List.of();
        }
        List<Sign> signs = new ArrayList<>(1);
        Fact assisted =
                first(facts, fact -> holds(fact, on) && !fact.get("category").equals(SEVERE));
        Fact onAnyList = first(facts, fact -> holds(fact, on));
        look(signs, Reason.HIGH_COST, costly(facts, limits), assisted, new Visits(facts, limits, on));
        look(signs, Reason.ORPHAN, first(facts, Radar::isOrphan), onAnyList, new Visits(facts, limits, on));
        look(
                signs,
                Reason.DISABLED_PUPIL,
                first(facts, Radar::isDisabledPupil),
                onAnyList,
                new Visits(facts, limits, on));
        Fact severe =
                first(facts, fact -> holds(fact, on) && fact.get("category").equals(SEVERE));
        look(signs, Reason.SEVERE_DISABILITY, severe, assisted, new Visits(facts, limits, on));
        return signs;
    }

    /** Whether a fact may be a ground at all: most people have none, and everybody is looked at. */
    private static boolean speaks(Fact fact) {
        return switch (fact.kind()) {
            case COST, HARDSHIP -> true;
            case PUPIL -> isOrphan(fact) || isDisabledPupil(fact);
            default -> false;
        };
    }

    private static void look(
            List<Sign> signs, Reason reason, @Nullable Fact ground, @Nullable Fact list, Visits visits) {
        if (ground == null) {
            return;
        }
        Fact visit = visits.of(reason, ground);
        if (list != null) {
            signs.add(new Sign(reason, Standing.IDENTIFIED, List.of(list.evidence())));
        } else if (visit != null) {
            signs.add(new Sign(reason, Standing.VISITED, List.of(visit.evidence())));
        } else {
            signs.add(new Sign(reason, Standing.SUSPECTED, List.of(ground.evidence())));
        }
    }

    /** The newest answers of civil affairs. */
    private record Visits(List<Fact> facts, Limits limits, LocalDate on) {
        /** The one that answers this ground: for that reason, not before the ground's day, and not too long ago. */
        @Nullable
        Fact of(Reason reason, Fact ground) {
            String since = ground.get("date");
            String oldest = on.minusDays(limits.revisitDays()).toString();
            return first(
                    facts,
                    fact -> fact.kind() == FactKind.VISIT
                            && fact.get("reason").equals(reason.name())
                            && fact.get("date").compareTo(since) >= 0
                            && fact.get("date").compareTo(oldest) > 0);
        }
    }

    /** The row of the year in which he bore most, if that is too much. */
    private static @Nullable Fact costly(List<Fact> facts, Limits limits) {
        return facts.stream()
                .filter(fact -> fact.kind() == FactKind.COST && fen(fact) >= limits.highCostFen())
                .max(java.util.Comparator.comparing((Fact fact) -> fact.get("date"))
                        .thenComparing(Fact::evidence))
                .orElse(null);
    }

    private static long fen(Fact fact) {
        try {
            return Long.parseLong(fact.get("amount"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the fact of " + fact.evidence()
                            + " has an amount that is no whole number; its contract must write fen",
                    e);
        }
    }

    private static boolean isDeath(Fact fact) {
        return fact.kind() == FactKind.LIFE_EVENT && fact.get("event").equals("DEATH");
    }

    private static boolean isOrphan(Fact fact) {
        return fact.kind() == FactKind.PUPIL && fact.get("orphan").equals("true");
    }

    private static boolean isDisabledPupil(Fact fact) {
        boolean named =
                !fact.get("disability").isEmpty() || !fact.get("inclusive").isEmpty();
        return fact.kind() == FactKind.PUPIL && named;
    }

    /** A status on some list that holds on that day; dates are ISO days or months, which compare as texts. */
    private static boolean holds(Fact fact, LocalDate on) {
        if (fact.kind() != FactKind.HARDSHIP || fact.get("category").isEmpty()) {
            return false;
        }
        String day = on.toString();
        String begin = fact.get("begin");
        String end = fact.get("end");
        boolean begun = begin.compareTo(day.substring(0, Math.min(begin.length(), day.length()))) <= 0;
        return begun && (end.isEmpty() || end.compareTo(day.substring(0, Math.min(end.length(), day.length()))) >= 0);
    }

    /** The first in order of evidence, so that the order of facts does not show. */
    private static @Nullable Fact first(List<Fact> facts, Predicate<Fact> which) {
        return facts.stream()
                .filter(which)
                .min(java.util.Comparator.comparing(Fact::evidence))
                .orElse(null);
    }
}
