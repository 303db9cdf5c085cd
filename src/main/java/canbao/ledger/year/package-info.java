/** Everybody is decided again for one coverage year, in runs that survive a crash; the closing year's figures are kept. */
@NullMarked
package canbao.ledger.year;

import org.jspecify.annotations.NullMarked;
