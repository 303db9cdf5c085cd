/** Leases and loops, tried with two owners. */
@NullMarked
package canbao.io;

import org.jspecify.annotations.NullMarked;
