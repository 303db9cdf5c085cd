/** An agency's commands against a whole hub. */
@NullMarked
package canbao.cli.feed.live;

import org.jspecify.annotations.NullMarked;
