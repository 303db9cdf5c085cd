/** The forms in which a batch arrives (CSV, XLSX, JSON lines), turned into rows of texts in the contract's column order. */
@NullMarked
package canbao.feed.format;

import org.jspecify.annotations.NullMarked;
