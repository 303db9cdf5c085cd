/** Tests of the simulated agencies. */
@NullMarked
package canbao.sim;

import org.jspecify.annotations.NullMarked;
