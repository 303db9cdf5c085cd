/** The registry on a real database, fed by hand. */
@NullMarked
package canbao.registry;

import org.jspecify.annotations.NullMarked;
