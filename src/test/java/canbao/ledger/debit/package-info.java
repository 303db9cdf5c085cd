@NullMarked
package canbao.ledger.debit;

import org.jspecify.annotations.NullMarked;
