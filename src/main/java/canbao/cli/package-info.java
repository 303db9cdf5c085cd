/** The commands of {@code ./hub}. */
@NullMarked
package canbao.cli;

import org.jspecify.annotations.NullMarked;
