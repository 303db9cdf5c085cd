/** One list through every door. */
@NullMarked
package canbao.cli.doors;

import org.jspecify.annotations.NullMarked;
