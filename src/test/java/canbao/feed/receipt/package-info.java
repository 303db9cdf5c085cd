/** Receipts that are genuine, and receipts that are not. */
@NullMarked
package canbao.feed.receipt;

import org.jspecify.annotations.NullMarked;
