/** Stop 3, pure: a contract turns a batch's rows into claims and rejections. */
@NullMarked
package canbao.feed.read;

import org.jspecify.annotations.NullMarked;
