/** The agencies' commands, run as their staff runs them. */
@NullMarked
package canbao.cli.feed;

import org.jspecify.annotations.NullMarked;
