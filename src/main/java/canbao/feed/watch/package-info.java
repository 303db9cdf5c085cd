/** Watches over feeds: silence, approvals that end, batches that are held. */
@NullMarked
package canbao.feed.watch;

import org.jspecify.annotations.NullMarked;
