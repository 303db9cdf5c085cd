package canbao.policy;

import canbao.model.Fact;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something a decision can rest on, and the days on which it holds, both included.
 *
 * @param category for {@link Kind#HARDSHIP} only
 */
record Ground(
        Kind kind,
        LocalDate from,
        LocalDate to,
        Fact fact,
        @Nullable Category category) {
    enum Kind {
        DEAD,
        UNBORN,
        EMPLOYEE,
        ELSEWHERE,
        HARDSHIP,
        PAID,
        ROSTER,
        NEWBORN,
        ARRIVED,
        LEFT
    }

    static Ground always(Kind kind, Fact fact) {
        return new Ground(kind, LocalDate.MIN, LocalDate.MAX, fact, null);
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** The first day after that one on which this begins or ends to hold. */
    LocalDate nextTurn(LocalDate day) {
        if (from.isAfter(day)) {
            return from;
        }
        return to.isBefore(day) || to.equals(LocalDate.MAX) ? LocalDate.MAX : to.plusDays(1);
    }
}
