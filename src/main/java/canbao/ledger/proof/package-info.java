/** What the ledger's chains vouch for, recomputed from its entries as they stand. */
@NullMarked
package canbao.ledger.proof;

import org.jspecify.annotations.NullMarked;
