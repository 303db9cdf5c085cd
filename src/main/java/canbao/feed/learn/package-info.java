/** Drafts a contract from a file of which nothing is known, says how sure it is, and proves the draft on that file. */
@NullMarked
package canbao.feed.learn;

import org.jspecify.annotations.NullMarked;
