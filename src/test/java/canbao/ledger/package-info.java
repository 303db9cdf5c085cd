/** The ledger's rules as sentences, and its tables on a real database. */
@NullMarked
package canbao.ledger;

import org.jspecify.annotations.NullMarked;
