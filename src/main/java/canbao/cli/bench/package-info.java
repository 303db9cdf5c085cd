/** Measurements beside the least that the same work costs. */
@NullMarked
package canbao.cli.bench;

import org.jspecify.annotations.NullMarked;
