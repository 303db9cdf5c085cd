/** One pool area's rules for one coverage year, and the pure function that decides what follows for one person. */
@NullMarked
package canbao.policy;

import org.jspecify.annotations.NullMarked;
