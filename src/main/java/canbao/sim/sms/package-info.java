/** A simulated SMS centre that speaks CMPP 2.0 and keeps its own books of what every handset received. */
@NullMarked
package canbao.sim.sms;

import org.jspecify.annotations.NullMarked;
