/** An agency's side of a live hub over signed HTTP: sending a file and following it, and trying whether a door conforms. */
@NullMarked
package canbao.cli.feed.live;

import org.jspecify.annotations.NullMarked;
