/** Receipts: what they say, their signatures and keys, and whether one that somebody shows us is genuine. */
@NullMarked
package canbao.feed.receipt;

import org.jspecify.annotations.NullMarked;
