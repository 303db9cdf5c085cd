/** Rows that could not be used: why, grouped by cause, repaired and sent again, or returned to their agency. */
@NullMarked
package canbao.feed.quarantine;

import org.jspecify.annotations.NullMarked;
