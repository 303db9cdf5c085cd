/** Tests of approvals, on a real database. */
@NullMarked
package canbao.feed.held;

import org.jspecify.annotations.NullMarked;
