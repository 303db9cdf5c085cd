package canbao.fund;

import canbao.model.PersonKey;
import org.jspecify.annotations.Nullable;

/**
 * What a claim asks for one case.
 *
 * @param ordinal the ledger entry up to which the case's money is claimed
 * @param category for which it is paid; null when money is only taken back
 * @param amountFen in fen; below zero when a subsidy was cancelled or refunded since
 */
public record FundLine(
        PersonKey person,
        int coverageYear,
        int product,
        int ordinal,
        @Nullable String category,
        long amountFen) {}
