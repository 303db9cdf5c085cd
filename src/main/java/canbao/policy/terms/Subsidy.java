package canbao.policy.terms;

import canbao.model.Fen;
import canbao.model.Premium;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of the personal part is paid for a category of people; 国办发〔2021〕42号 knows full and fixed amounts, provinces
 * also shares with a floor.
 */
public sealed interface Subsidy {
    /** What is paid for the person out of {@code personal}, never more than that. */
    Fen of(Fen personal);

    /** The person pays nothing. */
    record Full() implements Subsidy {
        @Override
        public Fen of(Fen personal) {
            return personal;
        }
    }

    /** The person pays what the amount leaves. */
    record Fixed(Fen amount) implements Subsidy {
        @Override
        public Fen of(Fen personal) {
            return least(amount, personal);
        }
    }

    /**
     * A share of the personal part.
     *
     * @param percent such as 60 or 62.5
     * @param min what is paid at least
     * @param unit the amount is rounded to a multiple of so many fen
     */
    record Ratio(BigDecimal percent, Fen min, long unit, RoundingMode rounding) implements Subsidy {
        @Override
        public Fen of(Fen personal) {
            BigDecimal units = percent.multiply(BigDecimal.valueOf(personal.value()))
                    .divide(BigDecimal.valueOf(100 * unit), 0, rounding);
            Fen share = new Fen(units.longValueExact() * unit);
            return least(share.compareTo(min) < 0 ? min : share, personal);
        }
    }

    /** The person pays that amount, and the rest is paid for him. */
    record PersonalFixed(Fen own) implements Subsidy {
        @Override
        public Fen of(Fen personal) {
            return personal.minus(least(own, personal));
        }
    }

    private static Fen least(Fen one, Fen other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Splits an unsubsidised premium: the parts add up to the same total. */
    default Premium split(Premium full) {
        Fen paid = of(full.personal());
        return new Premium(full.personal().minus(paid), paid, full.fiscal());
    }
}
