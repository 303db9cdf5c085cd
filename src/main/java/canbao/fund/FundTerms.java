package canbao.fund;

import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.policy.terms.Category;
import canbao.policy.terms.Funds;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who pays the subsidies of a coverage year, as rows: by version of the policy, by category, {@code *} for all others. */
record FundTerms(List<Term> terms) {
    /** Who pays where the policy does not say. */
    static final String UNSAID = "资助资金";

    /** The version under which nobody decides any more: the one now in force stands for it. */
    static final String OTHER_VERSION = "";

    static final String OTHER_CATEGORY = "*";

    /**
     * One fund's share.
     *
     * @param rest whether it takes what the others leave, rounding included
     */
    record Term(String policy, String category, String fund, BigDecimal percent, boolean rest) {}

    /** @param now the year's policy in force */
    static FundTerms of(PolicyBook book, Policy now) {
        Map<String, Policy> versions = new TreeMap<>();
        Stream.concat(book.policies().stream(), book.drafts().stream().map(PolicyBook.Dated::policy))
                .filter(policy -> policy.coverageYear() == now.coverageYear())
                .forEach(policy -> versions.put(policy.version(), policy));
        versions.put(OTHER_VERSION, now);
        List<Term> terms = new ArrayList<>();
        versions.forEach((version, policy) -> add(terms, version, policy));
        return new FundTerms(terms);
    }

    private static void add(List<Term> terms, String version, Policy policy) {
        Funds funds = policy.funds();
        if (funds.shares().isEmpty()) {
            terms.add(new Term(version, OTHER_CATEGORY, UNSAID, BigDecimal.ZERO, true));
        }
        for (Funds.Share share : funds.shares()) {
            terms.add(new Term(
                    version,
                    OTHER_CATEGORY,
                    share.fund(),
                    share.percent(),
                    share.fund().equals(funds.rest())));
        }
        for (Category category : policy.categories()) {
            String fund = category.fund();
            if (fund != null) {
                terms.add(new Term(version, category.code(), fund, BigDecimal.ZERO, true));
            }
        }
    }

    /** The year's policy of an area, if this hub has one. */
    static java.util.Optional<Policy> policy(PolicyBook book, String area, int coverageYear, LocalDate on) {
        return book.of(coverageYear, on).filter(policy -> policy.area().equals(area));
    }
}
