package canbao.ledger.year;

/**
 * How many cases of a closing year stood where, and their amounts in fen.
 *
 * @param category an empty text where there is none
 * @param state a {@link canbao.ledger.CaseState}
 */
public record Figure(int coverageYear, int product, String category, String state, long people, Amounts amounts) {
    /** Sums in fen: the parts of the premium, what people still owe, what went back to them, what the next year is credited. */
    public record Amounts(long personal, long subsidy, long fiscal, long owed, long refunds, long credited) {}
}
