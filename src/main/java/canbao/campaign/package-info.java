/** Who should be reminded, of what, when. */
@NullMarked
package canbao.campaign;

import org.jspecify.annotations.NullMarked;
