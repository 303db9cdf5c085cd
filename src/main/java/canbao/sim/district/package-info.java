/** The demo district: synthetic people and what each agency knows of them, generated from a seed, with the outcome that must follow. */
@NullMarked
package canbao.sim.district;

import org.jspecify.annotations.NullMarked;
