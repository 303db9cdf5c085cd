/** Puts together what the desk works with. */
@NullMarked
package canbao.runtime.desk;

import org.jspecify.annotations.NullMarked;
