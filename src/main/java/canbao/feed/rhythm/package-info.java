/** When batches are agreed to come: the work calendar, a contract's rhythm, and, purely, whether it is kept. */
@NullMarked
package canbao.feed.rhythm;

import org.jspecify.annotations.NullMarked;
