package canbao.policy.terms;

import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Decision.Reason;
import canbao.model.Premium;
import java.util.List;
import java.util.function.Predicate;

/**
 * A product beside the residents' scheme that the same status decides.
 *
 * @param product 410 for long-term care; a commercial supplement has a number of the policy's, of four digits
 * @param categories whose premium is paid; empty for a product that simply follows the residents' scheme
 * @param premium what it costs; nothing is collected for a product that follows
 * @param employees whether who is covered as an employee may have it too
 */
public record Supplement(
        int product, String name, List<String> categories, Premium premium, Subsidy subsidy, boolean employees) {
    private static final Decision MAIN_NOT_COVERED = new Decision.Ineligible(Reason.MAIN_NOT_COVERED);
    private static final Decision NOT_LISTED = new Decision.Ineligible(Reason.NOT_LISTED);

    public Supplement {
        categories = List.copyOf(categories);
    }

    public boolean follows() {
        return categories.isEmpty();
    }

    /**
     * What follows from the decision about the residents' scheme.
     *
     * @param holds whether the person now holds a category
     */
    public Decision decide(Decision main, Predicate<String> holds) {
        return switch (main) {
            case Decision.Ineligible ineligible -> ineligible;
            case Decision.Owing owing -> MAIN_NOT_COVERED;
            case Decision.Subsidised subsidised -> covered(holds);
            case Decision.Covered covered ->
                switch (covered.by()) {
                    case PAID, FOLLOWS -> covered(holds);
                    case EMPLOYEE -> employees ? covered(holds) : follows() ? main : MAIN_NOT_COVERED;
                    case ELSEWHERE -> follows() ? main : MAIN_NOT_COVERED;
                };
        };
    }

    private Decision covered(Predicate<String> holds) {
        if (follows()) {
            return new Decision.Covered(Cover.FOLLOWS, premium);
        }
        for (String category : categories) {
            if (holds.test(category)) {
                return new Decision.Subsidised(category, subsidy.split(premium));
            }
        }
        return NOT_LISTED;
    }
}
