/** Tests of the work calendar and of rhythms. */
@NullMarked
package canbao.feed.rhythm;

import org.jspecify.annotations.NullMarked;
