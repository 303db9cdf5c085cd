/** Tests of repairs and returns, on a real database. */
@NullMarked
package canbao.feed.quarantine;

import org.jspecify.annotations.NullMarked;
