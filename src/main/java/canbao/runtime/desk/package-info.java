/** The parts of the desk, made from what the hub is made of. */
@NullMarked
package canbao.runtime.desk;

import org.jspecify.annotations.NullMarked;
