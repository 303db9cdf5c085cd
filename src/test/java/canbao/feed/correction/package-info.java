/** Corrections (校核纠错): rows that we hold to be wrong, what their agency says to it, and how it ended. */
@NullMarked
package canbao.feed.correction;

import org.jspecify.annotations.NullMarked;
