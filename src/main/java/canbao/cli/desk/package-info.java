/** The commands of the hub's people: each signs in to a running hub and asks its desk. */
@NullMarked
package canbao.cli.desk;

import org.jspecify.annotations.NullMarked;
