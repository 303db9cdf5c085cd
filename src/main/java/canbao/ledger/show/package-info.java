/** Cases as people look at them: one person's, and those that wait for staff. */
@NullMarked
package canbao.ledger.show;

import org.jspecify.annotations.NullMarked;
