/** The commands about money: claims to finance, and differences between what offices say. */
@NullMarked
package canbao.cli.money;

import org.jspecify.annotations.NullMarked;
