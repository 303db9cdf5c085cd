/** Planted: every class here breaks a rule of the build, or shows what the rule lets pass. */
@NullMarked
package planted.canbao.misc;

import org.jspecify.annotations.NullMarked;
