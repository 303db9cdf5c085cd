/** One door for a batch's bytes, whatever form they have. */
@NullMarked
package canbao.feed.format.file;

import org.jspecify.annotations.NullMarked;
