/** The people after the first two months, read as the hub reads them. */
@NullMarked
package canbao.sim.district.life;

import org.jspecify.annotations.NullMarked;
