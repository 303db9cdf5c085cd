/** Which money pays which claim. */
@NullMarked
package canbao.fund;

import org.jspecify.annotations.NullMarked;
