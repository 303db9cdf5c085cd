/** Tests of contracts and of the reader, with golden batches under {@code src/test/resources/feeds}. */
@NullMarked
package canbao.feed.contract;

import org.jspecify.annotations.NullMarked;
