/** The HTTP doors for agencies: batches in, receipts out, and the document that describes both. */
@NullMarked
package canbao.console.door;

import org.jspecify.annotations.NullMarked;
