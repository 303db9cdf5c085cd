package canbao.policy;

import canbao.model.Fact;
import canbao.model.Fen;
import canbao.policy.terms.Category;
import canbao.policy.terms.Tariff;
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
        /** Employee cover here has ended; for three months he may join the residents' scheme as if in time. */
        INTERRUPTED,
        LEFT,
        /** His township says why he has not paid: nobody reminds him, and nothing else follows. */
        UNPAID
    }

    static Ground always(Kind kind, Fact fact) {
        return new Ground(kind, LocalDate.MIN, LocalDate.MAX, fact, null);
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Of two statuses the one that counts: by priority, then the larger subsidy, then the earlier, then by name. */
    boolean beats(@Nullable Ground other, Tariff tariff) {
        if (other == null || other.category == null || category == null) {
            return category != null;
        }
        if (category.priority() != other.category.priority()) {
            return category.priority() < other.category.priority();
        }
        Fen personal = tariff.premium().personal();
        int order = other.category
                .in(tariff)
                .of(personal)
                .compareTo(category.in(tariff).of(personal));
        order = order != 0 ? order : identified().compareTo(other.identified());
        return order != 0 ? order < 0 : category.code().compareTo(other.category.code()) < 0;
    }

    /** The day from which the person counts as identified: that of the identification where it is told, else the first. */
    LocalDate identified() {
        LocalDate told = IsoDay.first(fact, "identified", LocalDate.MIN);
        return told.isAfter(from) ? told : from;
    }

    /** The first day after that one on which this begins or ends to hold. */
    LocalDate nextTurn(LocalDate day) {
        if (from.isAfter(day)) {
            return from;
        }
        return to.isBefore(day) || to.equals(LocalDate.MAX) ? LocalDate.MAX : to.plusDays(1);
    }
}
