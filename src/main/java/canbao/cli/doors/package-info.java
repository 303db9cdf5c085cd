/** One list through every door: the same facts and the same second receipt, whichever door it came through. */
@NullMarked
package canbao.cli.doors;

import org.jspecify.annotations.NullMarked;
