package canbao.ledger.owing;

import java.time.LocalDate;

/** Of those who owe, whom a question is about. */
public sealed interface Whom {
    /** Everybody. */
    record Anybody() implements Whom {}

    /** Whom a school's roster holds. */
    record Pupils() implements Whom {}

    /** Whose premium the bank is to debit on that day. */
    record Debited(LocalDate on) implements Whom {}

    /** Whose debit failed on that day or later, as the bank tells a day or two after, and before the next debit. */
    record DebitFailed(LocalDate from, LocalDate before) implements Whom {}

    /** Newborns born in these days, both included, who may still join by their birth on that day. */
    record Born(LocalDate from, LocalDate to, LocalDate on) implements Whom {}

    /** Newborns who may join by their birth until that day. */
    record JoinsUntil(LocalDate until) implements Whom {}
}
