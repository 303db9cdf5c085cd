/** The hub as a process of its own, killed at random while the demo's agencies send. */
@NullMarked
package canbao.cli.demo;

import org.jspecify.annotations.NullMarked;
