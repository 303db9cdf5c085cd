package canbao.policy;

import canbao.model.Fen;
import canbao.model.Premium;

/** How much of the personal part is paid for a category of people; 国办发〔2021〕42号 knows full and fixed amounts. */
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
            return amount.compareTo(personal) < 0 ? amount : personal;
        }
    }

    /** Splits an unsubsidised premium: the parts add up to the same total. */
    default Premium split(Premium full) {
        Fen paid = of(full.personal());
        return new Premium(full.personal().minus(paid), paid, full.fiscal());
    }
}
