/** What the forms of a batch have in common: the agreed format, the header, rows as sent and limits. */
@NullMarked
package canbao.feed.format;

import org.jspecify.annotations.NullMarked;
