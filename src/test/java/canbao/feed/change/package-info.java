/** Tests of what differs between two versions of a contract. */
@NullMarked
package canbao.feed.change;

import org.jspecify.annotations.NullMarked;
