/** {@code ./hub policy} for a whole year: roll over, decide everybody again, draft the next year's policy. */
@NullMarked
package canbao.cli.year;

import org.jspecify.annotations.NullMarked;
