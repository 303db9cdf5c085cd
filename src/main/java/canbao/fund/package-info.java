/** Subsidy money: claimed from finance out of the ledger, once for each entry, and followed until it has come in full. */
@NullMarked
package canbao.fund;

import org.jspecify.annotations.NullMarked;
