package canbao.recon;

import canbao.policy.Policy;
import java.time.YearMonth;

/**
 * What a run compares.
 *
 * @param area the digits with which codes of places in the pool area begin
 * @param from the first month of cover, and {@code to} the last one
 * @param graceDays for so long an office's answer is under way: nothing that young is a difference
 */
record Frame(int coverageYear, String area, YearMonth from, YearMonth to, int graceDays) {
    static Frame of(Policy policy, int graceDays) {
        return new Frame(
                policy.coverageYear(),
                policy.area().replaceFirst("(00){1,2}$", ""),
                YearMonth.from(policy.benefit().from()),
                YearMonth.from(policy.benefit().to()),
                graceDays);
    }
}
