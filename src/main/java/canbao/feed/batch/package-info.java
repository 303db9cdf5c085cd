/** Stored batches are read under a contract: for good by the loop, or on trial to see what would change. */
@NullMarked
package canbao.feed.batch;

import org.jspecify.annotations.NullMarked;
