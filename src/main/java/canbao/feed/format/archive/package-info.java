/** ZIP archives of strangers: spooled out of the heap, checked against their directory, unpacked within limits. */
@NullMarked
package canbao.feed.format.archive;

import org.jspecify.annotations.NullMarked;
