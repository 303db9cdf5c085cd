/** The list of a day of batch debits, from the ledger to its receiver. */
@NullMarked
package canbao.ledger.debit;

import org.jspecify.annotations.NullMarked;
