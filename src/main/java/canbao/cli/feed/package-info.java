/** Commands for an agency's own staff: a file checked, a contract offered in words and samples, a contract learnt from a file. */
@NullMarked
package canbao.cli.feed;

import org.jspecify.annotations.NullMarked;
