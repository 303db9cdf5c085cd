package canbao.model;

/** The parts of one year's premium: what the person pays, what is paid for him, and the fiscal subsidy everybody gets. */
public record Premium(Fen personal, Fen subsidy, Fen fiscal) {
    public Fen total() {
        return personal.plus(subsidy).plus(fiscal);
    }
}
