/** Workbooks as office programs write them, and spoilt ones. */
@NullMarked
package canbao.feed.format.sheet;

import org.jspecify.annotations.NullMarked;
