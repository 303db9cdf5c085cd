/** Configuration, migrations, wiring by constructor. */
@NullMarked
package canbao.runtime;

import org.jspecify.annotations.NullMarked;
