/** Tests of replays, on a real database. */
@NullMarked
package canbao.feed.replay;

import org.jspecify.annotations.NullMarked;
