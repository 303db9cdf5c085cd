/** The pure decision measured by JMH; run by name only. */
@NullMarked
package canbao.cli.bench;

import org.jspecify.annotations.NullMarked;
