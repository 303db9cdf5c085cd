/** Tests of the loop that reads stored batches, on a real database. */
@NullMarked
package canbao.feed.batch;

import org.jspecify.annotations.NullMarked;
