/** {@code ./hub receipt}: verifying receipts offline, and making the keys that sign them. */
@NullMarked
package canbao.cli.receipt;

import org.jspecify.annotations.NullMarked;
