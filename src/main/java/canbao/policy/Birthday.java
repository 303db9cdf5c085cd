package canbao.policy;

import canbao.model.Fact;
import canbao.model.FactKind;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fact's word on when the person was born: precedence decides, then the rank; the smaller one is the better word. */
record Birthday(LocalDate day, int rank, Fact fact) {
    private static final int CERTIFICATE_NUMBER = 0;
    private static final int BIRTH_REGISTER = 1;
    private static final int SCHOOL = 2;

    /** The best word among the facts. Never a draw, so that their order does not show. */
    static @Nullable Birthday best(List<Fact> facts) {
        Birthday best = null;
        for (int i = 0; i < facts.size(); i++) {
            Birthday word = of(facts.get(i));
            best = word != null && (best == null || word.beats(best)) ? word : best;
        }
        return best;
    }

    private static @Nullable Birthday of(Fact fact) {
        LocalDate day = IsoDay.first(fact, "birth", LocalDate.MAX);
        if (!day.equals(LocalDate.MAX)) {
            return new Birthday(day, fact.kind() == FactKind.PUPIL ? SCHOOL : CERTIFICATE_NUMBER, fact);
        }
        if (fact.kind() == FactKind.LIFE_EVENT && fact.get("event").equals("BIRTH")) {
            LocalDate date = IsoDay.first(fact, "date", LocalDate.MAX);
            return date.equals(LocalDate.MAX) ? null : new Birthday(date, BIRTH_REGISTER, fact);
        }
        return null;
    }

    private boolean beats(Birthday other) {
        int order = Integer.compare(fact.precedence(), other.fact.precedence());
        order = order != 0 ? order : Integer.compare(rank, other.rank);
        order = order != 0 ? order : day.compareTo(other.day);
        order = order != 0 ? order : Long.compare(fact.batch(), other.fact.batch());
        order = order != 0 ? order : Integer.compare(fact.line(), other.fact.line());
        return order != 0
                ? order < 0
                : fact.feed().toString().compareTo(other.fact.feed().toString()) < 0;
    }
}
