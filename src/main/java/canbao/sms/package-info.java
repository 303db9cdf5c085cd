/** One message through one gateway: claims, attempts, receipts and what is in doubt. */
@NullMarked
package canbao.sms;

import org.jspecify.annotations.NullMarked;
