/** The agreement on one feed, as written in {@code config/contracts}: read, checked, compared. */
@NullMarked
package canbao.feed.contract;

import org.jspecify.annotations.NullMarked;
