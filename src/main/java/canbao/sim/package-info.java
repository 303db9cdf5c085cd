/** Simulated agencies that speak the real protocols and keep their own books, for the demo and for tests. */
@NullMarked
package canbao.sim;

import org.jspecify.annotations.NullMarked;
