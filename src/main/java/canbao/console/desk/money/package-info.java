/** Money at the desk: claims to finance, and differences between what offices say. */
@NullMarked
package canbao.console.desk.money;

import org.jspecify.annotations.NullMarked;
