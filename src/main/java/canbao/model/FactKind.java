package canbao.model;

/** What a feed's rows mean for policy, whatever its columns are called. */
public enum FactKind {
    /** A hardship status: {@code category}, {@code begin}, {@code end}. */
    HARDSHIP,
    /** A pupil on a school's roster: {@code school}, {@code grade}, {@code classNo}, {@code nonLocal}. */
    PUPIL,
    /** Birth, death or move: {@code event} BIRTH, DEATH, MOVE_IN, MOVE_OUT; {@code date}. */
    LIFE_EVENT,
    /** Cover known to the insurer: {@code insutype}, {@code area}, {@code begin}, {@code end}. */
    COVERAGE,
    /**
     * Money at the tax bureau: {@code event} PAID, REFUNDED, REVERSED (冲正, by {@code id}), DEBIT_PLANNED, DEBIT_FAILED; {@code
     * year}, {@code amount} fen, {@code date}; {@code treasury} since when it lies there (入库).
     */
    PAYMENT,
    /** An answer to one of our orders: {@code order}, {@code result} OK or FAILED, {@code code}. */
    ANSWER,
    /** What a resident bore himself in one year: {@code year}, {@code amount} fen, {@code date} up to which it counts. */
    COST,
    /** Civil affairs' answer to one of our leads: {@code reason}, {@code result}, {@code date}. */
    VISIT,
    /**
     * A township's word why somebody has not paid: {@code reason} (see {@link Outcome.Unpaid}), {@code since}, {@code until}. It
     * stops reminders and decides nothing else.
     */
    UNPAID_REASON,
    /** What a register says (residents, households, levy details): for matching, counting and reconciling; decides nothing. */
    REGISTER,
    /** Money that finance has appropriated, about nobody: {@code claim}, {@code fund}, {@code amount} fen, {@code date}. */
    APPROPRIATION;

    /** Whether its rows speak of a person each; the registry keeps no others. */
    public boolean personal() {
        return this != APPROPRIATION;
    }
}
