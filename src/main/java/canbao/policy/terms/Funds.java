package canbao.policy.terms;

import canbao.model.Fen;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Who pays the subsidy, in percent that add up to 100; what rounding to fen leaves goes to one named fund. Empty when the
 * policy does not say.
 */
public record Funds(List<Share> shares, String rest) {
    public static final Funds UNSAID = new Funds(List.of(), "");

    /** One fund's percent. */
    public record Share(String fund, BigDecimal percent) {}

    /** One fund's part of an amount. */
    public record Part(String fund, Fen amount) {}

    public Funds {
        shares = List.copyOf(shares);
    }

    /** The parts of an amount, which add up to it; none when nothing is said. */
    public List<Part> split(Fen amount) {
        if (shares.isEmpty()) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>(shares.size());
        Fen left = amount;
        for (Share share : shares) {
            if (!share.fund().equals(rest)) {
                Fen part = floor(amount, share.percent());
                left = left.minus(part);
                parts.add(new Part(share.fund(), part));
            }
        }
        parts.add(new Part(rest, left));
        return parts;
    }

    private static Fen floor(Fen amount, BigDecimal percent) {
        return new Fen(percent.multiply(BigDecimal.valueOf(amount.value()))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.DOWN)
                .longValueExact());
    }
}
