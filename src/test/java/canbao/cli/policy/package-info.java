/** Policy decisions as scenarios, and the command that explains them. */
@NullMarked
package canbao.cli.policy;

import org.jspecify.annotations.NullMarked;
