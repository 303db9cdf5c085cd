/** Verifying receipts on the command line, and the keys that sign them. */
@NullMarked
package canbao.cli.receipt;

import org.jspecify.annotations.NullMarked;
