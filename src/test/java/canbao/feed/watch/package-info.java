/** Tests of what watches over feeds. */
@NullMarked
package canbao.feed.watch;

import org.jspecify.annotations.NullMarked;
