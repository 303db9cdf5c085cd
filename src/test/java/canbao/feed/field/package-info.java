/** Tests of single columns: how values are read and what is shown of them. */
@NullMarked
package canbao.feed.field;

import org.jspecify.annotations.NullMarked;
