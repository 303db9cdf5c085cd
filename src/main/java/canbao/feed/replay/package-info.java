/** Stored batches are read again because somebody said so: planned, capped, paused, never by themselves. */
@NullMarked
package canbao.feed.replay;

import org.jspecify.annotations.NullMarked;
