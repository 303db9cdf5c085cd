package canbao.ledger;

import canbao.model.Outcome;
import canbao.policy.Policy;
import canbao.policy.terms.Treatment;
import java.time.LocalDate;

/**
 * What posting has to know of a policy beside its outcome.
 *
 * @param benefitFrom the first day of cover: who dies before it is cancelled, who dies later keeps his cover
 * @param topUp whether who has paid his part, and is entitled to more since, is levied anew with the better amounts
 * @param keep whether who is no longer entitled keeps this year's cover
 * @param ordered whether this product is enrolled and levied by our orders; otherwise it is only written down
 */
public record Terms(LocalDate benefitFrom, boolean topUp, boolean keep, boolean ordered) {
    /** Supplements follow what their own insurers are told of the residents' scheme: no order of ours enrols them. */
    static Terms of(Policy policy, int product) {
        return new Terms(
                policy.benefit().from(),
                policy.treatment().afterPayment() == Treatment.AfterPayment.DIFFERENCE,
                policy.treatment().exit() == Treatment.Exit.KEEP_TO_YEAR_END,
                product == Outcome.RESIDENT);
    }
}
