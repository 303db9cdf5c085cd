/** Receipts on their way back, through the door that their batch came in by. */
@NullMarked
package canbao.feed.receipt.back;

import org.jspecify.annotations.NullMarked;
