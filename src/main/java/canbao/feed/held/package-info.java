/** Batches that wait for a person: what would happen and to whom, one person asks, another decides. */
@NullMarked
package canbao.feed.held;

import org.jspecify.annotations.NullMarked;
