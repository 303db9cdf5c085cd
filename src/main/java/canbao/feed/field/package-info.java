/** One column of a contract: how its values are read, checked, spelt and masked. */
@NullMarked
package canbao.feed.field;

import org.jspecify.annotations.NullMarked;
