package canbao.policy;

import canbao.model.Decision;
import canbao.model.Fen;
import canbao.model.Outcome.Settlement;
import canbao.policy.Ground.Kind;
import canbao.policy.terms.Category;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A decision, and which grounds it rests on: those of a kind that hold, and of one category where there is one.
 *
 * @param enrolled the day on which he became enrolled; null while he is not, {@link LocalDate#MIN} when it is not known
 */
record Finding(
        Decision decision,
        @Nullable Kind kind,
        @Nullable Category category,
        Fen owed,
        Settlement settlement,
        int waitingMonths,
        @Nullable LocalDate enrolled) {
    static Finding of(Decision decision, @Nullable Kind kind) {
        return new Finding(decision, kind, null, Fen.ZERO, Settlement.NONE, 0, null);
    }

    Finding settling(Settlement settled) {
        return new Finding(decision, kind, category, owed, settled, waitingMonths, enrolled);
    }

    Finding waiting(int months) {
        return months == waitingMonths
                ? this
                : new Finding(decision, kind, category, owed, settlement, months, enrolled);
    }

    boolean restsOn(Ground ground) {
        boolean settled = ground.kind() == Kind.PAID && !settlement.none();
        boolean helped = ground.kind() == Kind.HARDSHIP
                && ground.category() != null
                && ground.category().code().equals(settlement.category());
        return settled || helped || (ground.kind() == kind && (category == null || category.equals(ground.category())));
    }

    /** Whether nothing that anybody would notice differs. */
    boolean same(Finding other) {
        return decision.equals(other.decision)
                && owed.equals(other.owed)
                && waitingMonths == other.waitingMonths
                && settlement.equals(other.settlement);
    }
}
