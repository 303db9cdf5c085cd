package canbao.policy.whatif;

import canbao.model.Decision;
import canbao.model.Outcome;
import canbao.policy.explain.ReasonCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one person stands under one policy, all products together or in one.
 *
 * @param policy the version, such as {@code 330302-2025/1}
 * @param category why the premium is paid for him; null when it is not
 * @param reason of the residents' scheme, or of the one product
 * @param subsidyFen what is paid for him, at once or afterwards, or credited to his next premium
 * @param ownFen what he pays, or paid, himself
 * @param fiscalFen what everybody gets who is subsidised or has paid
 */
public record Standing(
        String policy, @Nullable String category, ReasonCode reason, long subsidyFen, long ownFen, long fiscalFen) {
    /** @param outcomes of one person under one policy, the residents' scheme first if it is among them */
    public static Standing of(List<Outcome> outcomes) {
        Outcome main = outcomes.getFirst();
        String category = null;
        long subsidy = 0;
        long own = 0;
        long fiscal = 0;
        for (Outcome outcome : outcomes) {
            long paidFor = subsidy(outcome);
            category = category == null && paidFor > 0 ? outcome.category() : category;
            subsidy += paidFor;
            own += own(outcome);
            fiscal += fiscal(outcome.decision());
        }
        return new Standing(main.policyVersion(), category, ReasonCode.of(main), subsidy, own, fiscal);
    }

    /** The same under another version's name, so that two can be compared. */
    Standing under(String version) {
        return new Standing(version, category, reason, subsidyFen, ownFen, fiscalFen);
    }

    /** Of who is subsidised now, what is paid to him afterwards is a part of the subsidy already. */
    private static long subsidy(Outcome outcome) {
        return outcome.decision() instanceof Decision.Subsidised subsidised
                ? subsidised.premium().subsidy().value()
                : outcome.settlement()
                        .postHoc()
                        .plus(outcome.settlement().nextYear())
                        .value();
    }

    private static long own(Outcome outcome) {
        return outcome.decision() instanceof Decision.Covered covered && covered.by() == Decision.Cover.PAID
                ? covered.premium().personal().value() - subsidy(outcome)
                : outcome.decision().ownPart().value();
    }

    private static long fiscal(Decision decision) {
        return switch (decision) {
            case Decision.Subsidised subsidised -> subsidised.premium().fiscal().value();
            case Decision.Covered covered ->
                covered.by() == Decision.Cover.PAID ? covered.premium().fiscal().value() : 0;
            case Decision.Owing owing -> 0;
            case Decision.Ineligible ineligible -> 0;
        };
    }
}
