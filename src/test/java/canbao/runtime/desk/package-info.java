/** Tests of who is who, with vault, registry, engine and desk together. */
@NullMarked
package canbao.runtime.desk;

import org.jspecify.annotations.NullMarked;
