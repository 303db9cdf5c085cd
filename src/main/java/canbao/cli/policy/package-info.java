/** {@code ./hub policy}: decides from facts alone, without a hub or a database. */
@NullMarked
package canbao.cli.policy;

import org.jspecify.annotations.NullMarked;
