/** Planted: every class here breaks a rule of the build, or shows what the rule lets pass. */
@NullMarked
package planted.canbao.cli;

import org.jspecify.annotations.NullMarked;
