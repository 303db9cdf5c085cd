/** Tests of the demo district. */
@NullMarked
package canbao.sim.district;

import org.jspecify.annotations.NullMarked;
