/** {@code ./hub audit}: whether what the hub has written is still what it wrote. */
@NullMarked
package canbao.cli.audit;

import org.jspecify.annotations.NullMarked;
