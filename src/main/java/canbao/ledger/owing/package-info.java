/** Who owes, and may be reminded of it: as a plan asks, and again in the moment before a message leaves. */
@NullMarked
package canbao.ledger.owing;

import org.jspecify.annotations.NullMarked;
