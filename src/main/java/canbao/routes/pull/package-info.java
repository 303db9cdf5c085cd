/** HTTP pull: an agency's address, asked on a schedule. */
@NullMarked
package canbao.routes.pull;

import org.jspecify.annotations.NullMarked;
