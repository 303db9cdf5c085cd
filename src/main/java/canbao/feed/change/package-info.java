/** What differs between two versions of a contract, and whether a sender must do anything about it. */
@NullMarked
package canbao.feed.change;

import org.jspecify.annotations.NullMarked;
