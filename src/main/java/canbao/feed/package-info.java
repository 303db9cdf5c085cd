/** What agencies send, under which contract: reading rows, receiving batches, answering with receipts and rejections. */
@NullMarked
package canbao.feed;

import org.jspecify.annotations.NullMarked;
