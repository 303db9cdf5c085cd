/** Rows from XLSX workbooks, streamed. */
@NullMarked
package canbao.feed.format.sheet;

import org.jspecify.annotations.NullMarked;
