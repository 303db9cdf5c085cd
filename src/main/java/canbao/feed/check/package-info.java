/** A batch judged without a hub: what its contract makes of every row, and what it would change against an earlier batch. */
@NullMarked
package canbao.feed.check;

import org.jspecify.annotations.NullMarked;
