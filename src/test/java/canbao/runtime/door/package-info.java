/** All doors of one feed, from the agency's side to the result. */
@NullMarked
package canbao.runtime.door;

import org.jspecify.annotations.NullMarked;
