/** The same rows in every form, and files that mean harm. */
@NullMarked
package canbao.feed.format.file;

import org.jspecify.annotations.NullMarked;
