package canbao.ledger;

import canbao.model.Outcome;
import canbao.policy.Policy;
import java.time.LocalDate;

/**
 * What posting has to know of a policy beside its outcome.
 *
 * @param benefitFrom the first day of cover: who dies before it is cancelled, who dies later keeps his cover
 * @param topUp whether who has paid his part, and is entitled to more since, is levied anew with the better amounts
 * @param ordered whether this product is enrolled and levied by our orders; otherwise it is only written down
 */
public record Terms(LocalDate benefitFrom, boolean topUp, boolean ordered) {
    static Terms of(Policy policy, int product) {
        return new Terms(policy.benefit().from(), false, product == Outcome.RESIDENT);
    }
}
