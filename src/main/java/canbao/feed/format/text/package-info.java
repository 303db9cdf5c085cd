/** Rows from text: delimited, or JSON as object, array or lines; encodings and delimiters found out from the bytes. */
@NullMarked
package canbao.feed.format.text;

import org.jspecify.annotations.NullMarked;
