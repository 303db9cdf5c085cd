/** What the tax bureau is handed on the day of a batch debit: who is still to be debited, and how much. */
@NullMarked
package canbao.ledger.debit;

import org.jspecify.annotations.NullMarked;
