/** Who owes, asked of many. */
@NullMarked
package canbao.ledger.owing;

import org.jspecify.annotations.NullMarked;
